-- Time set aside for reaching people, and defended: it lies in the calendar, and whoever wants it for something else has to say why, by name.
create table prospecting.block (
    workspace    uuid        not null default current_setting('rapport.workspace')::uuid,
    id           uuid        not null,
    person       uuid        not null, -- people.person
    calendar     uuid,       -- calendar.block; null once the time was given back
    starts_at    timestamptz not null,
    ends_at      timestamptz not null,
    goal         text        not null,
    state        text        not null check (state in ('PLANNED', 'RUNNING', 'KEPT', 'BREACHED')),
    began_at     timestamptz,
    ended_at     timestamptz,
    breached_by  uuid,       -- people.person
    reason       text,       -- why it was given up
    primary key (workspace, id),
    check (starts_at < ends_at),
    check ((state = 'BREACHED') = (breached_by is not null) and (breached_by is null) = (reason is null)),
    check (state = 'PLANNED' or state = 'BREACHED' or began_at is not null)
);

create index block_of_person on prospecting.block (workspace, person, starts_at, id);
create unique index block_running on prospecting.block (workspace, person) where state = 'RUNNING'; -- nobody is in two at once

call kernel.keep_apart('prospecting.block');
