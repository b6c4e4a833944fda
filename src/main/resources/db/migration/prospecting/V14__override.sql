-- Somebody goes on, or stops, against the advice; with the reason. Added to and never changed: what the advice was worth is seen later.
create table prospecting.override (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    id        uuid        not null,
    contact   uuid        not null, -- crm.contact
    person    uuid        not null, -- people.person
    failures  int         not null, -- calls in vain, then
    advice    text        not null check (advice in ('CONTINUE', 'GO_AROUND', 'STOP', 'UNKNOWN')),
    reason    text        not null,
    at        timestamptz not null,
    primary key (workspace, id)
);

create index override_of_contact on prospecting.override (workspace, contact, at desc, id);

call kernel.keep_apart('prospecting.override');
