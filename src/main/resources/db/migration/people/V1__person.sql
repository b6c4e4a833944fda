create schema people;

-- Before anybody is known there is no workspace: the next six tables are technical and touched by this module only.

-- One person at one keyboard, whatever the workspace.
create table people.login (
    id            uuid        primary key,
    email         text        not null check (email = lower(email)),
    password_hash text        not null, -- Argon2id with its parameters
    created_at    timestamptz not null,
    unique (email)
);

-- What makes a login a person in a workspace.
create table people.membership (
    login     uuid        not null references people.login,
    workspace uuid        not null, -- kernel.workspace
    person    uuid        not null, -- people.person
    since     timestamptz not null,
    ended_at  timestamptz, -- while deactivated
    primary key (login, workspace),
    unique (workspace, person)
);

create table people.web_session (
    hash      bytea       primary key, -- SHA-256 of the cookie
    login     uuid        not null references people.login,
    workspace uuid        not null,
    address   text        not null,
    browser   text        not null,
    opened_at timestamptz not null,
    seen_at   timestamptz not null -- to the minute
);

create index web_session_by_login on people.web_session (login);

create table people.token (
    id         uuid        primary key,
    hash       bytea       not null unique, -- SHA-256 of the token
    workspace  uuid        not null,
    person     uuid        not null, -- people.person
    name       text        not null,
    read_only  boolean     not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);

create index token_by_person on people.token (workspace, person);

-- A link that works once: into a workspace for the first time, or back in after a forgotten password.
create table people.one_time_link (
    hash       bytea       primary key,
    workspace  uuid        not null,
    person     uuid        not null, -- people.person
    email      text        not null check (email = lower(email)),
    made_by    uuid        not null, -- people.person; all zero for the command line
    made_at    timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz
);

create index one_time_link_by_person on people.one_time_link (workspace, person);

-- Tries to sign in that have not succeeded: for throttling, by account and by address.
create table people.attempt (
    id      uuid        primary key,
    account bytea       not null, -- SHA-256 of the address that was typed: nobody reads passwords typed into the wrong field here
    address text        not null,
    at      timestamptz not null
);

create index attempt_by_account on people.attempt (account, at);
create index attempt_by_address on people.attempt (address, at);

create table people.team (
    workspace uuid not null default current_setting('rapport.workspace')::uuid,
    id        uuid not null,
    name      text not null check (name <> ''),
    parent    uuid, -- a regional office
    source    text,
    source_id text,
    version   int  not null,
    primary key (workspace, id),
    unique (workspace, source, source_id),
    foreign key (workspace, parent) references people.team
);

create table people.person (
    workspace      uuid not null default current_setting('rapport.workspace')::uuid,
    id             uuid not null,
    full_name      text not null check (full_name <> ''),
    email          text check (email = lower(email)),
    role           text not null check (role in ('OWNER', 'ADMIN', 'MANAGER', 'REP', 'MARKETER', 'VIEWER')),
    manager        uuid,
    team           uuid,
    time_zone      text not null, -- IANA name
    deactivated_at timestamptz,
    source         text,
    source_id      text,
    version        int  not null,
    primary key (workspace, id),
    unique (workspace, email),
    unique (workspace, source, source_id),
    foreign key (workspace, manager) references people.person,
    foreign key (workspace, team) references people.team,
    check (manager <> id)
);

create index person_by_manager on people.person (workspace, manager);
create index person_by_name on people.person (workspace, full_name, id);

-- The history of this module's records: one row for each field that changed.
create table people.change (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    id        uuid        not null,
    kind      text        not null,
    record    uuid        not null,
    field     text        not null,
    before    text,
    after     text,
    who       uuid        not null, -- people.person; all zero for the product itself
    at        timestamptz not null,
    through   text        not null,
    batch     uuid, -- imports.import
    position  bigint      generated always as identity, -- the order in which changes came, also within one moment
    primary key (workspace, id)
);

create index change_by_record on people.change (workspace, record, position);
create index change_by_batch on people.change (workspace, batch) where batch is not null;

call kernel.keep_apart('people.team');
call kernel.keep_apart('people.person');
call kernel.keep_apart('people.change');
call kernel.append_only('people.change');
