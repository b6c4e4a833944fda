-- Days somebody is away. Whole days on that person's own clock.
create table calendar.absence (
    workspace  uuid        not null default current_setting('rapport.workspace')::uuid,
    id         uuid        not null,
    person     uuid        not null, -- people.person
    first_day  date        not null,
    last_day   date        not null check (last_day >= first_day),
    kind       text        not null check (kind in ('LEAVE', 'ILLNESS', 'OTHER')),
    entered_by uuid        not null, -- people.person
    entered_at timestamptz not null,
    primary key (workspace, id)
);

create index absence_by_person on calendar.absence (workspace, person, last_day);

call kernel.keep_apart('calendar.absence');

-- The secret address of somebody's own calendar feed. Technical: whoever asks has nothing but the secret, and no workspace yet.
create table calendar.feed (
    workspace uuid        not null,
    person    uuid        not null, -- people.person
    hash      bytea       not null unique, -- SHA-256 of the secret
    made_at   timestamptz not null,
    primary key (workspace, person)
);
