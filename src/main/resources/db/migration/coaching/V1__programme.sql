create schema coaching;

-- What a coach has promised some reps: how often, how long, from when on.
create table coaching.programme (
    workspace    uuid        not null default current_setting('rapport.workspace')::uuid,
    id           uuid        not null,
    coach        uuid        not null, -- people.person
    every_weeks  int         not null check (every_weeks between 1 and 8),
    minutes      int         not null check (minutes between 25 and 180),
    zone         text        not null, -- IANA name; sessions keep their time on this clock, also when it changes to summer
    expectations text        not null, -- what coaching means here; signed by both
    edition      int         not null, -- of the expectations; a new one is signed anew
    started_at   timestamptz not null,
    over_capacity text,      -- why it was started though it takes more than a quarter of the coach's week
    version      int         not null,
    primary key (workspace, id)
);

create index programme_by_coach on coaching.programme (workspace, coach);

create table coaching.rep (
    workspace  uuid      not null default current_setting('rapport.workspace')::uuid,
    programme  uuid      not null,
    position   int       not null,
    person     uuid      not null, -- people.person
    first_slot timestamp not null, -- local, in the programme's zone
    primary key (workspace, programme, position),
    unique (workspace, programme, person),
    foreign key (workspace, programme) references coaching.programme on delete cascade
);

-- Signed once by each of the two, for an edition of the expectations.
create table coaching.signature (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    programme uuid        not null,
    edition   int         not null,
    person    uuid        not null, -- people.person
    signed_at timestamptz not null,
    primary key (workspace, programme, edition, person),
    foreign key (workspace, programme) references coaching.programme
);

-- A talk both know to be coaching. Due on its day of the cadence, whether or not it finds a time.
create table coaching.session (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    id        uuid        not null,
    programme uuid        not null,
    coach     uuid        not null, -- people.person
    rep       uuid        not null, -- people.person
    due_on    date        not null, -- in the programme's zone
    starts_at timestamptz not null,
    minutes   int         not null check (minutes between 15 and 180),
    block     uuid,       -- calendar.block; null: it clashed and needs a time
    version   int         not null,
    primary key (workspace, id),
    unique (workspace, programme, rep, due_on), -- generated twice is generated once
    foreign key (workspace, programme) references coaching.programme,
    check (coach <> rep)
);

create index session_by_coach on coaching.session (workspace, coach, starts_at);
create index session_by_rep on coaching.session (workspace, rep, starts_at);

-- "I come, and I know that it is coaching": by each of the two, once.
create table coaching.acceptance (
    workspace   uuid        not null default current_setting('rapport.workspace')::uuid,
    session     uuid        not null,
    person      uuid        not null, -- people.person
    accepted_at timestamptz not null,
    through     text        not null,
    primary key (workspace, session, person),
    foreign key (workspace, session) references coaching.session
);

call kernel.keep_apart('coaching.programme');
call kernel.keep_apart('coaching.rep');
call kernel.keep_apart('coaching.signature');
call kernel.keep_apart('coaching.session');
call kernel.keep_apart('coaching.acceptance');
call kernel.append_only('coaching.signature');
call kernel.append_only('coaching.acceptance');
