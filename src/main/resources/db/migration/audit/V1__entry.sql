create schema audit;

-- One row for each change of a business fact and each permission-relevant read. Added and read by the program, never changed.
create table audit.entry (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    id        uuid        not null,
    at        timestamptz not null,
    actor     uuid        not null, -- people.person; all zero for the product itself
    action    text        not null, -- module.noun.verb, e.g. people.person.deactivated
    subject   text        not null, -- what it was done to, usually an id
    through   text        not null,
    origin    text        not null, -- network address, "command line" or a job's name
    digest    bytea       not null, -- SHA-256 of salt and content of its detail
    primary key (workspace, id)
);

create index entry_by_time on audit.entry (workspace, at desc, id desc);

-- The values. Erasing a person deletes rows here; digests stay, so verification still passes.
create table audit.detail (
    workspace uuid  not null default current_setting('rapport.workspace')::uuid,
    entry     uuid  not null,
    salt      bytea not null,
    content   text  not null, -- JSON, byte for byte as it was digested
    primary key (workspace, entry),
    foreign key (workspace, entry) references audit.entry
);

-- What waits for the next seal: the only rows here that go away.
create table audit.unsealed (
    workspace uuid not null default current_setting('rapport.workspace')::uuid,
    entry     uuid not null,
    primary key (workspace, entry),
    foreign key (workspace, entry) references audit.entry
);

create table audit.seal (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    number    bigint      not null check (number > 0),
    at        timestamptz not null,
    previous  bytea       not null, -- root of the seal before; 32 zero bytes for the first
    root      bytea       not null, -- SHA-256 of previous and the leaves in order of their entries' ids
    entries   int         not null,
    primary key (workspace, number) -- two nodes that seal at once: one wins, the other tries again
);

create table audit.sealed (
    workspace uuid   not null default current_setting('rapport.workspace')::uuid,
    entry     uuid   not null,
    seal      bigint not null,
    leaf      bytea  not null, -- SHA-256 of the whole entry
    primary key (workspace, entry),
    foreign key (workspace, seal) references audit.seal
);

create index sealed_by_seal on audit.sealed (workspace, seal);

call kernel.keep_apart('audit.entry');
call kernel.keep_apart('audit.detail');
call kernel.keep_apart('audit.unsealed');
call kernel.keep_apart('audit.seal');
call kernel.keep_apart('audit.sealed');
call kernel.append_only('audit.entry');
call kernel.append_only('audit.detail');
call kernel.append_only('audit.seal');
call kernel.append_only('audit.sealed');
