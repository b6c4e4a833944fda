-- When somebody last compared all they see of a kind, also where nothing was found.
create table crm.search (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    person    uuid        not null, -- people.person
    kind      text        not null check (kind in ('ACCOUNT', 'CONTACT', 'LEAD')),
    at        timestamptz not null,
    primary key (workspace, person, kind)
);

call kernel.keep_apart('crm.search');
