create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;
create extension if not exists btree_gin with schema public;

-- As people search: small letters without accents. Immutable by promise, for the dictionary never changes under us.
create function crm.folded(words text) returns text language sql immutable parallel safe as
    $$ select lower(public.unaccent('public.unaccent', words)) $$;

create function crm.joined(words text[]) returns text language sql immutable parallel safe as
    $$ select array_to_string(words, ' ') $$;

create function crm.digits(words text) returns text language sql immutable parallel safe as
    $$ select regexp_replace(words, '[^0-9]', '', 'g') $$;

-- A record as its fields: those a workspace has invented stand beside the others, as custom.<key>.
create function crm.flat(record jsonb) returns jsonb language sql immutable parallel safe as
    $$ select (record - 'custom') || coalesce((select jsonb_object_agg('custom.' || key, value) from jsonb_each(case jsonb_typeof(record -> 'custom') when 'object' then record -> 'custom' end)), '{}') $$;

alter table crm.account
    add column domains     text[] not null default '{}', -- small letters: brightwater.example
    add column website     text,
    add column phone       text,   -- +4930123456 where it is one, else as written
    add column fax         text,
    add column street      text,
    add column city        text,
    add column region      text,
    add column postcode    text,
    add column owner       uuid,   -- people.person
    add column tags        text[] not null default '{}',
    add column description text,
    add column custom      jsonb  not null default '{}',
    add column merged_into uuid,
    add column created_at  timestamptz,
    add column updated_at  timestamptz,
    add column binned_at   timestamptz,
    add foreign key (workspace, merged_into) references crm.account,
    add column search      text generated always as (crm.folded(name || ' ' || crm.joined(domains) || ' ' || coalesce(city, '') || ' ' || coalesce(crm.digits(phone), ''))) stored;

alter table crm.product
    add column code        text,
    add column description text,
    add column retired     boolean not null default false,
    add column custom      jsonb   not null default '{}',
    add column created_at  timestamptz,
    add column updated_at  timestamptz,
    add column binned_at   timestamptz,
    add column search      text generated always as (crm.folded(name || ' ' || coalesce(code, '') || ' ' || coalesce(series, ''))) stored;

create table crm.contact (
    workspace    uuid   not null default current_setting('rapport.workspace')::uuid,
    id           uuid   not null,
    first_name   text,
    last_name    text,
    name         text   generated always as (btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, ''))) stored,
    account      uuid,
    title        text,   -- as on the card: Head of quality
    function     text   check (function in ('BUYER', 'PURCHASING', 'PRODUCT', 'OPERATIONS', 'MARKETING', 'FINANCE', 'EXECUTIVE', 'ASSISTANT', 'OTHER')),
    department   text,
    reports_to   uuid,
    email        text,   -- small letters
    other_emails text[] not null default '{}',
    phone        text,   -- +4930123456 where it is one, else as written; so are the others
    mobile       text,
    other_phones text[] not null default '{}',
    fax          text,
    street       text,
    city         text,
    region       text,
    postcode     text,
    country      text,
    language     text,   -- BCP 47: de, pt-BR
    time_zone    text,   -- as somebody said; else it follows from phone and country
    allowed      text[] not null default '{}', -- channels consented to
    refused      text[] not null default '{}', -- channels not to be used
    owner        uuid,   -- people.person
    tags         text[] not null default '{}',
    description  text,
    custom       jsonb  not null default '{}',
    source       text,
    source_id    text,
    merged_into  uuid,
    created_at   timestamptz,
    updated_at   timestamptz,
    binned_at    timestamptz,
    version      int    not null,
    search       text   generated always as (crm.folded(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(email, '') || ' ' || crm.joined(other_emails)
                            || ' ' || coalesce(crm.digits(phone), '') || ' ' || coalesce(crm.digits(mobile), '') || ' ' || crm.digits(crm.joined(other_phones)))) stored,
    primary key (workspace, id),
    unique (workspace, source, source_id),
    foreign key (workspace, account) references crm.account on delete set null (account),
    foreign key (workspace, reports_to) references crm.contact on delete set null (reports_to),
    foreign key (workspace, merged_into) references crm.contact,
    check (coalesce(first_name, last_name, email) is not null),
    check (reports_to <> id)
);

create index contact_by_name on crm.contact (workspace, name, id);
create index contact_by_last_name on crm.contact (workspace, last_name, id);
create index contact_by_account on crm.contact (workspace, account);
create index contact_by_email on crm.contact (workspace, email);

create table crm.lead (
    workspace   uuid   not null default current_setting('rapport.workspace')::uuid,
    id          uuid   not null,
    first_name  text,
    last_name   text,
    name        text   generated always as (btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, ''))) stored,
    company     text,
    title       text,
    email       text,
    phone       text,
    mobile      text,
    website     text,
    street      text,
    city        text,
    region      text,
    postcode    text,
    country     text,
    industry    text,
    lead_source text,
    status      text   not null default 'NEW' check (status in ('NEW', 'WORKING', 'RETURNED', 'ACCEPTED')),
    said        text,   -- the status in the words of whoever sent it
    reason      text,   -- why it was returned
    interest    text,
    owner       uuid,   -- people.person
    account     uuid,   -- what it became, once accepted; so are the next two
    contact     uuid,
    opportunity uuid,
    tags        text[] not null default '{}',
    description text,
    custom      jsonb  not null default '{}',
    source      text,
    source_id   text,
    merged_into uuid,
    created_at  timestamptz,
    updated_at  timestamptz,
    binned_at   timestamptz,
    version     int    not null,
    search      text   generated always as (crm.folded(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(company, '') || ' ' || coalesce(email, '')
                            || ' ' || coalesce(crm.digits(phone), '') || ' ' || coalesce(crm.digits(mobile), ''))) stored,
    primary key (workspace, id),
    unique (workspace, source, source_id),
    foreign key (workspace, account) references crm.account on delete set null (account),
    foreign key (workspace, contact) references crm.contact on delete set null (contact),
    foreign key (workspace, opportunity) references crm.opportunity on delete set null (opportunity),
    foreign key (workspace, merged_into) references crm.lead,
    check (coalesce(first_name, last_name, company, email) is not null)
);

create index lead_by_name on crm.lead (workspace, name, id);
create index lead_by_owner on crm.lead (workspace, owner, status);
create index lead_by_age on crm.lead (workspace, created_at desc nulls last, id desc);
create index lead_by_email on crm.lead (workspace, email);

-- Something done or to be done with a customer. What is done has a moment, what is to do has a day.
create table crm.activity (
    workspace   uuid   not null default current_setting('rapport.workspace')::uuid,
    id          uuid   not null,
    sort        text   not null check (sort in ('CALL', 'MEETING', 'EMAIL', 'LETTER', 'NOTE', 'TASK')),
    name        text   not null check (name <> ''), -- what it is about
    description text,
    happens_at  timestamptz,
    minutes     int    check (minutes >= 0),
    outcome     text,
    due_on      date,
    remind_at   timestamptz,
    done_at     timestamptz,
    owner       uuid,   -- people.person
    account     uuid,
    contact     uuid,
    opportunity uuid,
    lead        uuid,
    custom      jsonb  not null default '{}',
    source      text,
    source_id   text,
    created_at  timestamptz,
    updated_at  timestamptz,
    binned_at   timestamptz,
    version     int    not null,
    primary key (workspace, id),
    unique (workspace, source, source_id),
    foreign key (workspace, account) references crm.account on delete set null (account),
    foreign key (workspace, contact) references crm.contact on delete set null (contact),
    foreign key (workspace, opportunity) references crm.opportunity on delete set null (opportunity),
    foreign key (workspace, lead) references crm.lead on delete set null (lead)
);

create index activity_by_owner on crm.activity (workspace, owner, due_on) where done_at is null;
create index activity_by_moment on crm.activity (workspace, happens_at desc nulls last, id desc);
create index activity_by_due on crm.activity (workspace, due_on, id);
create index activity_of_account on crm.activity (workspace, account, happens_at) where account is not null;
create index activity_of_contact on crm.activity (workspace, contact, happens_at) where contact is not null;
create index activity_of_opportunity on crm.activity (workspace, opportunity, happens_at) where opportunity is not null;
create index activity_of_lead on crm.activity (workspace, lead, happens_at) where lead is not null;

-- Who takes part in a decision to buy.
create table crm.part (
    workspace   uuid not null default current_setting('rapport.workspace')::uuid,
    id          uuid not null,
    opportunity uuid not null,
    contact     uuid not null,
    role        text not null check (role in ('DECIDES', 'PAYS', 'USES', 'BLOCKS', 'HELPS')),
    source      text,
    source_id   text,
    version     int  not null,
    primary key (workspace, id),
    unique (workspace, opportunity, contact, role),
    unique (workspace, source, source_id),
    foreign key (workspace, opportunity) references crm.opportunity on delete cascade,
    foreign key (workspace, contact) references crm.contact on delete cascade
);

create index part_of_contact on crm.part (workspace, contact);

-- Fields a workspace has invented. Their values stand in the record's column custom.
create table crm.custom_field (
    workspace  uuid   not null default current_setting('rapport.workspace')::uuid,
    id         uuid   not null,
    kind       text   not null check (kind in ('ACCOUNT', 'CONTACT', 'LEAD', 'OPPORTUNITY', 'PRODUCT', 'ACTIVITY')),
    key        text   not null check (key ~ '^[a-z][a-z0-9_]{0,59}$'),
    label      text   not null check (label <> ''),
    type       text   not null check (type in ('TEXT', 'NUMBER', 'MONEY', 'DATE', 'CHOICE', 'PERSON', 'YES_NO')),
    choices    text[] not null default '{}',
    position   int    not null,
    retired_at timestamptz, -- not offered any more; values stay
    primary key (workspace, id),
    unique (workspace, kind, key)
);

alter table crm.opportunity add column search text generated always as (crm.folded(coalesce(name, '') || ' ' || coalesce(next_step, ''))) stored;

create index account_by_search on crm.account using gin (workspace, search public.gin_trgm_ops);
create index contact_by_search on crm.contact using gin (workspace, search public.gin_trgm_ops);
create index lead_by_search on crm.lead using gin (workspace, search public.gin_trgm_ops);
create index opportunity_by_search on crm.opportunity using gin (workspace, search public.gin_trgm_ops);
create index product_by_search on crm.product using gin (workspace, search public.gin_trgm_ops);

-- A birth is one row with all that was known; later changes are a row a field. The version is the record's after the change.
alter table crm.change add column version int, add column state jsonb;

call kernel.keep_apart('crm.contact');
call kernel.keep_apart('crm.lead');
call kernel.keep_apart('crm.activity');
call kernel.keep_apart('crm.part');
call kernel.keep_apart('crm.custom_field');
