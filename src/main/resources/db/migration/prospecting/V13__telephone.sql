-- A telephone system that rings one's own telephone first and then theirs: Asterisk, through its manager interface. One a workspace.
create table prospecting.switchboard (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    host      text        not null,
    port      int         not null check (port between 1 and 65535),
    login     text        not null,
    secret    bytea       not null, -- sealed with the installation's key
    context   text        not null, -- of its dial plan, in which numbers are dialled
    made_at   timestamptz not null,
    primary key (workspace)
);

-- Which telephone is whose, as the telephone system calls it: PJSIP/100.
create table prospecting.extension (
    workspace uuid not null default current_setting('rapport.workspace')::uuid,
    person    uuid not null, -- people.person
    device    text not null,
    primary key (workspace, person)
);

-- One click is one call. Nothing is ever dialled again by itself.
create table prospecting.dial (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    id        uuid        not null,
    person    uuid        not null, -- people.person
    contact   uuid        not null, -- crm.contact
    at        timestamptz not null,
    state     text        not null check (state in ('RINGING', 'ANSWERED', 'FAILED')),
    reason    text,       -- what the telephone system said
    primary key (workspace, id)
);

create unique index dial_ringing on prospecting.dial (workspace, person) where state = 'RINGING';
create index dial_of_person on prospecting.dial (workspace, person, at desc, id);

call kernel.keep_apart('prospecting.switchboard');
call kernel.keep_apart('prospecting.extension');
call kernel.keep_apart('prospecting.dial');
