create schema crm;

create table crm.account (
    workspace        uuid    not null default current_setting('rapport.workspace')::uuid,
    id               uuid    not null,
    name             text    not null check (name <> ''),
    sector           text,
    country          text,
    founded          int,    -- year
    employees        int,
    revenue          numeric(18, 2), -- a year, in revenue_currency
    revenue_currency char(3),
    parent           uuid,   -- the account this one belongs to
    source           text,
    source_id        text,
    version          int     not null,
    primary key (workspace, id),
    unique (workspace, source, source_id),
    foreign key (workspace, parent) references crm.account,
    check (parent <> id),
    check ((revenue is null) = (revenue_currency is null))
);

create index account_by_name on crm.account (workspace, name, id);

create table crm.product (
    workspace  uuid not null default current_setting('rapport.workspace')::uuid,
    id         uuid not null,
    name       text not null check (name <> ''),
    series     text,
    list_price numeric(18, 2),
    currency   char(3),
    source     text,
    source_id  text,
    version    int  not null,
    primary key (workspace, id),
    unique (workspace, source, source_id),
    check ((list_price is null) = (currency is null))
);

create index product_by_name on crm.product (workspace, name, id);

create table crm.opportunity (
    workspace uuid not null default current_setting('rapport.workspace')::uuid,
    id        uuid not null,
    account   uuid, -- null while nobody knows it
    product   uuid,
    owner     uuid, -- people.person; null when nobody's
    stage     text not null check (stage in ('PROSPECTING', 'ENGAGING', 'WON', 'LOST')),
    engaged_on date,
    closes_on date, -- expected while open, actual once closed
    amount    numeric(18, 2), -- null is unknown; 0 would mean free
    currency  char(3),
    next_step text,
    stage_since date,
    source    text,
    source_id text,
    version   int  not null,
    primary key (workspace, id),
    unique (workspace, source, source_id),
    foreign key (workspace, account) references crm.account,
    foreign key (workspace, product) references crm.product,
    check ((amount is null) = (currency is null))
);

-- One for each order the list can have; behind the order column the id, so that a page can go on where the last one ended.
create index opportunity_by_amount on crm.opportunity (workspace, amount desc nulls last, id desc);
create index opportunity_by_closing on crm.opportunity (workspace, closes_on desc nulls last, id desc);
create index opportunity_by_engagement on crm.opportunity (workspace, engaged_on desc nulls last, id desc);
create index opportunity_by_owner on crm.opportunity (workspace, owner, stage);
create index opportunity_by_account on crm.opportunity (workspace, account);

-- The history of this module's records: one row for each field that changed.
create table crm.change (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    id        uuid        not null,
    kind      text        not null,
    record    uuid        not null,
    field     text        not null,
    before    text,
    after     text,
    who       uuid        not null, -- people.person; all zero for the product itself
    at        timestamptz not null,
    through   text        not null,
    batch     uuid, -- imports.import
    position  bigint      generated always as identity, -- the order in which changes came, also within one moment
    primary key (workspace, id)
);

create index change_by_record on crm.change (workspace, record, position);
create index change_by_batch on crm.change (workspace, batch) where batch is not null;

call kernel.keep_apart('crm.account');
call kernel.keep_apart('crm.product');
call kernel.keep_apart('crm.opportunity');
call kernel.keep_apart('crm.change');
call kernel.append_only('crm.change');
