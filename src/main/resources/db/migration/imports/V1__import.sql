create schema imports;

-- One attempt to bring files in: first rehearsed, then run, perhaps undone.
create table imports.import (
    workspace   uuid        not null default current_setting('rapport.workspace')::uuid,
    id          uuid        not null,
    state       text        not null check (state in ('REHEARSING', 'REHEARSED', 'REFUSED', 'RUNNING', 'DONE', 'UNDONE', 'DISCARDED')),
    profile     text,        -- the system the files come from, once recognised
    started_by  uuid        not null, -- people.person
    runner      uuid        not null, -- the running program that works on it; another one finds it interrupted
    started_at  timestamptz not null,
    finished_at timestamptz,
    millis      bigint,      -- how long the last rehearsal or run took
    phase       text,        -- what is being worked on
    done        bigint      not null default 0,
    planned     bigint      not null default 0,
    summary     jsonb       not null default '{}', -- counts a kind
    primary key (workspace, id)
);

create index import_by_time on imports.import (workspace, started_at desc, id);

create table imports.file (
    workspace uuid   not null default current_setting('rapport.workspace')::uuid,
    import    uuid   not null,
    position  int    not null,
    name      text   not null, -- as the browser called it
    size      bigint not null, -- bytes
    kind      text,   -- what is in it, once recognised
    records   bigint,
    layout    text,   -- encoding, delimiter and dates as they were read
    skipped   text,   -- why it is left out
    primary key (workspace, import, position),
    foreign key (workspace, import) references imports.import on delete cascade
);

-- What is wrong with a file, one sentence each. Any of them keeps the whole import out.
create table imports.problem (
    workspace uuid not null default current_setting('rapport.workspace')::uuid,
    import    uuid not null,
    position  int  not null,
    file      text not null,
    line      bigint,
    sentence  text not null,
    primary key (workspace, import, position),
    foreign key (workspace, import) references imports.import on delete cascade
);

-- A name that nearly is another, and what was decided about it.
create table imports.near_miss (
    workspace uuid    not null default current_setting('rapport.workspace')::uuid,
    import    uuid    not null,
    field     text    not null, -- product, sector
    written   text    not null,
    meant     text    not null,
    records   bigint  not null,
    reason    text    not null,
    same      boolean not null, -- treated as the same
    primary key (workspace, import, field, written),
    foreign key (workspace, import) references imports.import on delete cascade
);

-- What the rehearsal would change: the change log of a transaction that was rolled back.
create table imports.difference (
    workspace uuid   not null default current_setting('rapport.workspace')::uuid,
    import    uuid   not null,
    position  bigint not null,
    kind      text   not null,
    record    uuid   not null,
    name      text   not null, -- of the record, for people
    field     text   not null,
    before    text,
    after     text,
    reason    text,
    primary key (workspace, import, position),
    foreign key (workspace, import) references imports.import on delete cascade
);

-- What an undo left alone, and why.
create table imports.left_alone (
    workspace uuid not null default current_setting('rapport.workspace')::uuid,
    import    uuid not null,
    position  int  not null,
    kind      text not null,
    record    uuid not null,
    sentence  text not null,
    primary key (workspace, import, position),
    foreign key (workspace, import) references imports.import on delete cascade
);

call kernel.keep_apart('imports.import');
call kernel.keep_apart('imports.file');
call kernel.keep_apart('imports.problem');
call kernel.keep_apart('imports.near_miss');
call kernel.keep_apart('imports.difference');
call kernel.keep_apart('imports.left_alone');
