create schema web;

-- What a program was answered to a request it may send again. A row without a status was begun and not ended: what became of it nobody knows.
create table web.answer (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    person    uuid        not null, -- people.person
    key       text        not null,
    request   bytea       not null, -- SHA-256 of method, address and body
    status    int,
    type      text,
    etag      text,
    body      bytea,
    at        timestamptz not null,
    primary key (workspace, person, key)
);

create index answer_by_time on web.answer (workspace, at);

call kernel.keep_apart('web.answer');
