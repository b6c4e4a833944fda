-- What the workspace has made of a rule: its own wording and limits, or that it does not hold here. The others are shipped with the program.
create table prospecting.rule (
    workspace  uuid        not null default current_setting('rapport.workspace')::uuid,
    id         text        not null,
    place      text        not null, -- ISO 3166, with or without a region; EU; *
    channel    text        not null check (channel in ('EMAIL', 'CALL', 'SOCIAL', 'FAX', 'LETTER', 'GIFT', 'ALL')),
    kind       text        not null check (kind in ('WINDOW', 'CONSENT', 'NOTICE', 'CAP', 'GIFT_LIMIT')),
    params     text        not null,
    words      text        not null,
    citation   text        not null,
    effective  date        not null,
    off        boolean     not null default false,
    changed_by uuid        not null, -- people.person
    changed_at timestamptz not null,
    primary key (workspace, id)
);

-- Somebody who may has read the rules and stands for them. Automatic sending begins with it, and rests when the rules change.
create table prospecting.law_confirmed (
    workspace    uuid        not null default current_setting('rapport.workspace')::uuid,
    rules        text        not null, -- what they were: SHA-256 of all of them
    confirmed_by uuid        not null, -- people.person
    confirmed_at timestamptz not null,
    primary key (workspace, rules)
);

alter table prospecting.touch add column verdict text; -- by which rules it may go, or may not yet

call kernel.keep_apart('prospecting.rule');
call kernel.keep_apart('prospecting.law_confirmed');
call kernel.append_only('prospecting.law_confirmed');
