-- Two records that were made one. Everything the merge changed stands in the history under its batch, so that it can be taken apart again.
create table crm.merge (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    id        uuid        not null, -- also the batch of its changes
    kind      text        not null check (kind in ('ACCOUNT', 'CONTACT', 'LEAD')),
    winner    uuid        not null,
    loser     uuid        not null,
    merged_by uuid        not null, -- people.person
    merged_at timestamptz not null,
    undone_by uuid,
    undone_at timestamptz,
    primary key (workspace, id),
    check (winner <> loser)
);

create unique index merge_of_loser on crm.merge (workspace, loser) where undone_at is null; -- merged into one at a time
create index merge_by_winner on crm.merge (workspace, winner, merged_at);
create index merge_by_time on crm.merge (workspace, merged_at desc, id);

-- Two records that may be one, found by comparing, and what somebody decided.
create table crm.likeness (
    workspace  uuid        not null default current_setting('rapport.workspace')::uuid,
    kind       text        not null check (kind in ('ACCOUNT', 'CONTACT', 'LEAD')),
    one        uuid        not null, -- the smaller id
    other      uuid        not null,
    score      int         not null check (score between 0 and 100), -- percent: how likely they are one
    reasons    jsonb       not null,
    found_at   timestamptz not null,
    never      boolean     not null default false, -- decided: they are two
    decided_by uuid,
    batch      uuid,        -- the import that noticed
    primary key (workspace, one, other),
    check (one < other)
);

create index likeness_by_score on crm.likeness (workspace, kind, score desc, one) where not never;
create index likeness_of_other on crm.likeness (workspace, other);

call kernel.keep_apart('crm.merge');
call kernel.keep_apart('crm.likeness');
