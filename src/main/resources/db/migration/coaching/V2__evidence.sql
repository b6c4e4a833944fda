-- What a session's two people did for it, in it and after it: the facts the verdict is reached from.

-- Submitted by each personally; private until both have.
create table coaching.preparation (
    workspace    uuid        not null default current_setting('rapport.workspace')::uuid,
    session      uuid        not null,
    person       uuid        not null, -- people.person
    submitted_at timestamptz not null, -- the first time; what is mended later stays in time
    words        text        not null, -- the coach's questions, or the rep's skill or call to practise; may be empty
    primary key (workspace, session, person),
    foreign key (workspace, session) references coaching.session
);

-- What the rep says of a customer, a row for each of the eight questions that is answered.
create table coaching.answer (
    workspace   uuid not null default current_setting('rapport.workspace')::uuid,
    session     uuid not null,
    opportunity uuid not null, -- crm.opportunity
    question    text not null,
    answer      text not null check (answer <> ''),
    primary key (workspace, session, opportunity, question),
    foreign key (workspace, session) references coaching.session
);

create table coaching.brief (
    workspace   uuid not null default current_setting('rapport.workspace')::uuid,
    session     uuid not null,
    opportunity uuid not null, -- crm.opportunity
    position    int  not null check (position between 0 and 2), -- a few in depth
    primary key (workspace, session, opportunity),
    unique (workspace, session, position),
    foreign key (workspace, session) references coaching.session
);

-- A fact older than the session that lay open in it.
create table coaching.opened_fact (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    session   uuid        not null,
    fact      text        not null, -- kind and id
    opened_at timestamptz not null,
    primary key (workspace, session, fact),
    foreign key (workspace, session) references coaching.session
);

create table coaching.agenda_item (
    workspace uuid    not null default current_setting('rapport.workspace')::uuid,
    session   uuid    not null,
    position  int     not null,
    topic     text    not null,
    words     text    not null check (words <> ''),
    discussed boolean not null,
    primary key (workspace, session, position),
    foreign key (workspace, session) references coaching.session
);

create table coaching.review (
    workspace   uuid        not null default current_setting('rapport.workspace')::uuid,
    session     uuid        not null,
    reviewed_at timestamptz not null,
    person      uuid        not null, -- people.person
    primary key (workspace, session),
    foreign key (workspace, session) references coaching.session
);

create table coaching.holding (
    workspace  uuid        not null default current_setting('rapport.workspace')::uuid,
    session    uuid        not null,
    started_at timestamptz not null,
    ended_at   timestamptz check (ended_at > started_at),
    primary key (workspace, session),
    foreign key (workspace, session) references coaching.session
);

-- A note has one author and an id made by the device it was written on: sent twice it is there once.
create table coaching.entry (
    workspace  uuid        not null default current_setting('rapport.workspace')::uuid,
    id         uuid        not null,
    session    uuid        not null,
    author     uuid        not null, -- people.person
    shared     boolean     not null,
    words      text        not null check (words <> ''),
    written_at timestamptz not null,
    primary key (workspace, id),
    foreign key (workspace, session) references coaching.session
);

create index entry_by_session on coaching.entry (workspace, session, written_at);

-- If this happens, then I do that.
create table coaching.commitment (
    workspace  uuid        not null default current_setting('rapport.workspace')::uuid,
    id         uuid        not null,
    session    uuid        not null,
    owner      uuid        not null, -- people.person
    cue        text        not null check (cue <> ''),
    deed       text        not null check (deed <> ''),
    due        date        not null,
    made_at    timestamptz not null,
    outcome    text check (outcome in ('KEPT', 'PARTLY', 'MISSED', 'DROPPED')),
    reason     text,
    closed_at  timestamptz,
    primary key (workspace, id),
    foreign key (workspace, session) references coaching.session,
    check ((outcome is null) = (closed_at is null)),
    check (outcome <> 'DROPPED' or reason <> '')
);

create index commitment_by_session on coaching.commitment (workspace, session);

-- Was it coaching? Said once by each, blind, and never changed.
create table coaching.confirmation (
    workspace    uuid        not null default current_setting('rapport.workspace')::uuid,
    session      uuid        not null,
    person       uuid        not null, -- people.person
    was_coaching boolean     not null,
    answered_at  timestamptz not null,
    primary key (workspace, session, person),
    foreign key (workspace, session) references coaching.session
);

create table coaching.verdict (
    workspace      uuid        not null default current_setting('rapport.workspace')::uuid,
    session        uuid        not null,
    policy_version int         not null,
    result         text        not null check (result in ('COUNTS', 'DOES_NOT_COUNT')),
    checks         text        not null, -- JSON, as it was reached
    reached_at     timestamptz not null,
    primary key (workspace, session),
    foreign key (workspace, session) references coaching.session
);

call kernel.keep_apart('coaching.preparation');
call kernel.keep_apart('coaching.answer');
call kernel.keep_apart('coaching.brief');
call kernel.keep_apart('coaching.opened_fact');
call kernel.keep_apart('coaching.agenda_item');
call kernel.keep_apart('coaching.review');
call kernel.keep_apart('coaching.holding');
call kernel.keep_apart('coaching.entry');
call kernel.keep_apart('coaching.commitment');
call kernel.keep_apart('coaching.confirmation');
call kernel.keep_apart('coaching.verdict');
call kernel.append_only('coaching.confirmation');
call kernel.append_only('coaching.verdict');
call kernel.append_only('coaching.opened_fact');
