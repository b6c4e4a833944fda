-- A list somebody wants to come back to.
create table crm.view (
    workspace uuid    not null default current_setting('rapport.workspace')::uuid,
    id        uuid    not null,
    kind      text    not null check (kind in ('ACCOUNT', 'CONTACT', 'LEAD', 'OPPORTUNITY', 'PRODUCT', 'ACTIVITY')),
    name      text    not null check (name <> ''),
    owner     uuid    not null, -- people.person
    shared    boolean not null, -- everybody has it among their tabs
    filter    text    not null, -- as an address writes it
    sort      text    not null,
    columns   text[]  not null,
    version   int     not null,
    primary key (workspace, id)
);

create unique index view_name on crm.view (workspace, kind, owner, lower(name));

-- When somebody last looked at a record, for "since I last looked".
create table crm.look (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    person    uuid        not null, -- people.person
    record    uuid        not null,
    at        timestamptz not null,
    primary key (workspace, person, record)
);

call kernel.keep_apart('crm.view');
call kernel.keep_apart('crm.look');
