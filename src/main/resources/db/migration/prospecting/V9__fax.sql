-- The way faxes go: a server of one's own that speaks HylaFAX, or a gateway that takes them by mail (RFC 3192). One a workspace.
create table prospecting.fax_line (
    workspace   uuid        not null default current_setting('rapport.workspace')::uuid,
    id          uuid        not null,
    kind        text        not null check (kind in ('HYLAFAX', 'MAIL')),
    host        text,
    port        int         check (port between 1 and 65535),
    login       text,
    password    bytea,      -- sealed with the installation's key
    gateway     text,       -- domain of the addresses it takes
    daily       int         not null check (daily between 1 and 10000), -- most within any 24 hours
    gap_seconds int         not null check (gap_seconds between 0 and 3600),
    made_at     timestamptz not null,
    closed_at   timestamptz,
    primary key (workspace, id),
    check ((kind = 'HYLAFAX') = (host is not null and port is not null and login is not null)),
    check ((kind = 'MAIL') = (gateway is not null))
);

create unique index fax_line_open on prospecting.fax_line (workspace) where closed_at is null;

-- What the fax server calls a fax. BEGUN: it has a number there, and is not sent before it is submitted; the number is kept before that.
create table prospecting.fax_job (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    touch     uuid        not null,
    line      uuid        not null,
    job       bigint      not null,
    state     text        not null check (state in ('BEGUN', 'SUBMITTED', 'DONE', 'FAILED', 'FORGOTTEN')),
    begun_at  timestamptz not null,
    asked_at  timestamptz, -- when the server was asked last how it goes
    status    text,        -- what it said
    pages     int,
    primary key (workspace, touch),
    foreign key (workspace, touch) references prospecting.touch on delete cascade,
    foreign key (workspace, line) references prospecting.fax_line
);

create index fax_job_open on prospecting.fax_job (workspace, line, asked_at) where state in ('BEGUN', 'SUBMITTED');

call kernel.keep_apart('prospecting.fax_line');
call kernel.keep_apart('prospecting.fax_job');
