-- A word between two people that nobody booked: useful, and never coaching.
create table coaching.contact (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    id        uuid        not null,
    author    uuid        not null, -- people.person
    person    uuid        not null, -- people.person: the other one
    at        timestamptz not null,
    words     text        not null, -- for the two of them; may be empty
    primary key (workspace, id),
    check (author <> person)
);

create index contact_by_person on coaching.contact (workspace, person, at);
create index contact_by_author on coaching.contact (workspace, author, at);

call kernel.keep_apart('coaching.contact');
call kernel.append_only('coaching.contact');
