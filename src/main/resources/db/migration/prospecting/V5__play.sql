-- A way of reaching people, step by step. What is being played stays as it was when somebody was enrolled; changes make a new version.
create table prospecting.play (
    workspace  uuid        not null default current_setting('rapport.workspace')::uuid,
    id         uuid        not null,
    name       text        not null,
    kind       text        not null check (kind in ('PROSPECT', 'NURTURE')),
    purpose    text        not null,
    made_by    uuid        not null, -- people.person
    made_at    timestamptz not null,
    live       int,        -- the version whoever is enrolled now plays
    draft      int         not null, -- the one that is written on
    retired_at timestamptz,
    primary key (workspace, id),
    check (live is null or live < draft)
);

create unique index play_name on prospecting.play (workspace, lower(name)) where retired_at is null;

create table prospecting.play_step (
    workspace uuid not null default current_setting('rapport.workspace')::uuid,
    play      uuid not null,
    version   int  not null,
    place     int  not null check (place between 1 and 99),
    kind      text not null check (kind in ('AUTO_EMAIL', 'DRAFT_EMAIL', 'CALL', 'SOCIAL_TASK', 'FAX', 'LETTER', 'GIFT', 'INTRO_ASK', 'GENERIC')),
    wait      int  not null check (wait between 0 and 400), -- after the step before
    unit      text not null check (unit in ('HOURS', 'BUSINESS', 'CALENDAR')), -- business days are theirs, Monday to Friday without public holidays
    opens     time not null, -- on their clock
    closes    time not null,
    subject   text not null,
    body      text not null, -- with fields such as {{first_name}}; of a call, what to say
    threaded  boolean not null, -- goes on in the thread of the mail before
    branches  jsonb not null, -- outcome of a call to the place that follows; 0 ends it
    primary key (workspace, play, version, place),
    foreign key (workspace, play) references prospecting.play on delete cascade,
    check (opens < closes)
);

create table prospecting.enrolment (
    workspace  uuid        not null default current_setting('rapport.workspace')::uuid,
    id         uuid        not null,
    contact    uuid        not null, -- crm.contact
    account    uuid,       -- crm.account, when it began
    play       uuid        not null,
    version    int         not null,
    owner      uuid        not null, -- people.person
    -- HELD: something is missing or not allowed, and somebody has to look. PAUSED: it goes on by itself.
    state      text        not null check (state in ('ACTIVE', 'PAUSED', 'HELD', 'REPLIED', 'REACHED', 'OPTED_OUT', 'BOUNCED', 'EXHAUSTED', 'REMOVED')),
    place      int         not null, -- the step that is next, or was last
    because    text        not null, -- why it is so, and when what follows
    until      timestamptz, -- of a pause
    started_at timestamptz not null,
    ended_at   timestamptz,
    version_no int         not null default 0,
    primary key (workspace, id),
    foreign key (workspace, play) references prospecting.play,
    check ((ended_at is not null) = (state not in ('ACTIVE', 'PAUSED', 'HELD')))
);

-- Nobody is in two plays at once.
create unique index enrolment_of_contact on prospecting.enrolment (workspace, contact) where ended_at is null;
create index enrolment_of_account on prospecting.enrolment (workspace, account) where ended_at is null;
create index enrolment_of_play on prospecting.enrolment (workspace, play, started_at desc, id);
create index touch_of_enrolment on prospecting.touch (workspace, enrolment) where enrolment is not null and state = 'PLANNED';

call kernel.keep_apart('prospecting.play');
call kernel.keep_apart('prospecting.play_step');
call kernel.keep_apart('prospecting.enrolment');
