-- Of its time, as iCalendar counts: one more with each move. A yes is a yes to one time.
alter table coaching.session add column sequence int not null default 0;

alter table coaching.acceptance add column sequence int not null default 0;
alter table coaching.acceptance drop constraint acceptance_pkey;
alter table coaching.acceptance add primary key (workspace, session, sequence, person);

-- Both agree that accepting late is all right, this once.
create table coaching.late_agreement (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    session   uuid        not null,
    sequence  int         not null,
    person    uuid        not null, -- people.person
    agreed_at timestamptz not null,
    primary key (workspace, session, sequence, person),
    foreign key (workspace, session) references coaching.session
);

-- The ledger of protected time: what became of a booked slot, who did it, and why.
create table coaching.disturbance (
    workspace      uuid        not null default current_setting('rapport.workspace')::uuid,
    id             uuid        not null,
    session        uuid        not null,
    kind           text        not null check (kind in ('MOVED', 'SHORTENED', 'CANCELLED', 'CUT_SHORT', 'SUBSTITUTED', 'REVIVED')),
    cause          text        not null check (cause in ('CUSTOMER', 'INTERNAL', 'LEAVE', 'ILLNESS', 'ENDED', 'OTHER')),
    reason         text        not null, -- in their own words, for the two alone; may be empty
    who            uuid        not null, -- people.person; all zero for the product itself
    at             timestamptz not null,
    before_start   timestamptz not null,
    before_minutes int         not null,
    after_start    timestamptz,
    after_minutes  int,
    position       bigint      generated always as identity, -- the order in which they came, also within one moment
    primary key (workspace, id),
    foreign key (workspace, session) references coaching.session
);

create index disturbance_by_session on coaching.disturbance (workspace, session, position);

-- A session that is called off. Its row goes when it is given a time again; the ledger keeps both.
create table coaching.calling_off (
    workspace uuid    not null default current_setting('rapport.workspace')::uuid,
    session   uuid    not null,
    excused   boolean not null, -- leave, illness, or the programme's end: nobody's promise was broken
    primary key (workspace, session),
    foreign key (workspace, session) references coaching.session
);

alter table coaching.programme add column holidays text not null default ''; -- ISO 3166 country whose public holidays are left free; empty for none
alter table coaching.programme add column ended_at timestamptz;

-- What a verdict is reached by. The newest version holds for sessions judged from then on.
create table coaching.policy (
    workspace      uuid        not null default current_setting('rapport.workspace')::uuid,
    version        int         not null check (version > 1), -- the first is the product's own
    accept_hours   int         not null check (accept_hours between 0 and 168),
    answers        int         not null check (answers between 0 and 8),
    tolerance_minutes int      not null check (tolerance_minutes between 0 and 60),
    share_percent  int         not null check (share_percent between 10 and 100),
    least_minutes  int         not null check (least_minutes between 5 and 180),
    status_percent int         not null check (status_percent between 0 and 100),
    confirm_hours  int         not null check (confirm_hours between 1 and 336),
    reason         text        not null check (reason <> ''),
    made_by        uuid        not null, -- people.person
    made_at        timestamptz not null,
    primary key (workspace, version)
);

-- A mail's link to accept by. Technical: whoever opens it may not be signed in, and has no workspace yet.
create table coaching.accept_link (
    hash       bytea       primary key, -- SHA-256 of the secret
    workspace  uuid        not null,
    session    uuid        not null,
    sequence   int         not null,
    person     uuid        not null, -- people.person
    expires_at timestamptz not null,
    used_at    timestamptz
);

create index accept_link_by_session on coaching.accept_link (workspace, session);

call kernel.keep_apart('coaching.late_agreement');
call kernel.keep_apart('coaching.disturbance');
call kernel.keep_apart('coaching.calling_off');
call kernel.keep_apart('coaching.policy');
call kernel.append_only('coaching.late_agreement');
call kernel.append_only('coaching.disturbance');
call kernel.append_only('coaching.policy');
