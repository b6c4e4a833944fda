-- Several systems in one import, questions where a file can be read in two ways, rows that stay out, and what was answered once.
alter table imports.import drop constraint import_state_check;
alter table imports.import
    add constraint import_state_check check (state in ('REHEARSING', 'ASKING', 'REHEARSED', 'REFUSED', 'RUNNING', 'DONE', 'UNDONE', 'DISCARDED')),
    add column phase_at   timestamptz,        -- when the loading began
    add column proposals  int not null default 0, -- pairs that may be one
    add column left_out   int not null default 0, -- rows that stay out
    add column left_blank int not null default 0; -- values that stay out of rows that come in

alter table imports.file
    add column dialect    text, -- the system that wrote it
    add column understood int,  -- columns that mean something here
    add column columns    int;

alter table imports.problem add column weight text not null default 'FILE' check (weight in ('FILE', 'ROW', 'VALUE'));

-- Rows that stay out, as they stand in the file: they come back as a file to mend.
create table imports.turned (
    workspace uuid   not null default current_setting('rapport.workspace')::uuid,
    import    uuid   not null,
    position  int    not null,
    file      int    not null, -- its position
    line      bigint not null,
    cells     text[] not null,
    sentence  text   not null,
    primary key (workspace, import, position),
    foreign key (workspace, import) references imports.import on delete cascade
);

-- A birth is one row with all that is known.
alter table imports.difference alter column name drop not null, add column state jsonb, add column reasons jsonb;

create index difference_of_record on imports.difference (workspace, import, record);

-- Where a file can be read in two ways: what its columns mean, or which of 3 and 4 in 3/4/2026 is the month.
create table imports.question (
    workspace uuid not null default current_setting('rapport.workspace')::uuid,
    import    uuid not null,
    position  int  not null,
    sort      text not null check (sort in ('COLUMNS', 'DAYS')),
    file      int  not null,
    subject   text not null, -- the column, for days
    example   text not null,
    primary key (workspace, import, position),
    foreign key (workspace, import) references imports.import on delete cascade
);

-- How the stages of the files are read.
create table imports.stage (
    workspace uuid    not null default current_setting('rapport.workspace')::uuid,
    import    uuid    not null,
    position  int     not null,
    source    text    not null,
    pipeline  text    not null, -- as the file calls it; empty when it does not
    written   text    not null,
    records   bigint  not null,
    meant     text    not null,
    stage     uuid    not null, -- crm.stage
    fresh     boolean not null, -- the import brings it
    primary key (workspace, import, position),
    foreign key (workspace, import) references imports.import on delete cascade
);

-- What was said once about a word of a system: a stage, or how days are written in a column.
create table imports.meaning (
    workspace uuid not null default current_setting('rapport.workspace')::uuid,
    source    text not null,
    field     text not null, -- stage, days
    written   text not null, -- in small letters
    meant     text not null, -- a stage's id; month-first or day-first
    primary key (workspace, source, field, written)
);

-- What was said once about the columns of a spreadsheet, found again by its headers.
create table imports.matching (
    workspace uuid  not null default current_setting('rapport.workspace')::uuid,
    headers   text  not null, -- digest of all headers
    kind      text  not null,
    columns   jsonb not null, -- what each header means
    primary key (workspace, headers)
);

call kernel.keep_apart('imports.turned');
call kernel.keep_apart('imports.question');
call kernel.keep_apart('imports.stage');
call kernel.keep_apart('imports.meaning');
call kernel.keep_apart('imports.matching');
