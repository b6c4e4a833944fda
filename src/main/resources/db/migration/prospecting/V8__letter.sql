-- What stands on paper about whoever writes: on letters, and on page one of faxes.
create table prospecting.letterhead (
    workspace uuid not null default current_setting('rapport.workspace')::uuid,
    company   text not null,
    street    text not null,
    postcode  text not null,
    city      text not null,
    country   text not null, -- ISO 3166
    phone     text,          -- E.164
    fax       text,          -- E.164; the number faxes come from, and by which one stops them
    email     text,
    paper     text not null check (paper in ('A4', 'LETTER')),
    primary key (workspace)
);

-- A letter as it was printed: what stands on it is kept, so that it can be printed again and is the same.
create table prospecting.letter (
    workspace  uuid        not null default current_setting('rapport.workspace')::uuid,
    touch      uuid        not null,
    code       text        not null, -- eight letters and digits printed on it, for whoever posts it without a scanner
    sheet      jsonb       not null,
    sha256     bytea       not null, -- of its PDF
    printed_at timestamptz not null, -- first
    printed_by uuid        not null, -- people.person
    posted_at  timestamptz,
    posted_by  uuid,
    primary key (workspace, touch),
    unique (workspace, code),
    foreign key (workspace, touch) references prospecting.touch on delete cascade,
    check ((posted_at is null) = (posted_by is null))
);

call kernel.keep_apart('prospecting.letterhead');
call kernel.keep_apart('prospecting.letter');
