-- A file that belongs to a record. Its bytes lie in the data folder under its id.
create table crm.attachment (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    id        uuid        not null,
    kind      text        not null check (kind in ('ACCOUNT', 'CONTACT', 'LEAD', 'OPPORTUNITY')),
    record    uuid        not null,
    name      text        not null check (name <> ''), -- as whoever brought it calls it
    type      text        not null,                    -- RFC 6838
    size      bigint      not null,                    -- bytes
    digest    bytea       not null,                    -- SHA-256
    added_by  uuid        not null,                    -- people.person
    added_at  timestamptz not null,
    taken_at  timestamptz,                             -- away again
    primary key (workspace, id)
);

create index attachment_by_record on crm.attachment (workspace, record, added_at);

call kernel.keep_apart('crm.attachment');
