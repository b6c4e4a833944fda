-- Where gift cards are ordered: a provider that takes an order once however often it is sent. One a workspace.
create table prospecting.gift_shop (
    workspace      uuid           not null default current_setting('rapport.workspace')::uuid,
    id             uuid           not null,
    address        text           not null, -- of its programs' interface
    key            bytea          not null, -- sealed with the installation's key
    funding        text           not null, -- what pays, as the provider calls it
    campaign       text           not null, -- which cards can be chosen
    cash_like      boolean        not null, -- a card that can be spent anywhere: some may not take it
    currency       char(3)        not null,
    usual          numeric(19, 4) not null check (usual > 0),
    approval_above numeric(19, 4) not null check (approval_above >= 0),
    reminder_days  int            not null check (reminder_days between 1 and 365),
    made_at        timestamptz    not null,
    closed_at      timestamptz,
    primary key (workspace, id)
);

create unique index gift_shop_open on prospecting.gift_shop (workspace) where closed_at is null;

-- A gift as it was wished for, and what became of it.
create table prospecting.gift (
    workspace  uuid           not null default current_setting('rapport.workspace')::uuid,
    touch      uuid           not null,
    contact    uuid           not null, -- crm.contact
    shop       uuid           not null,
    amount     numeric(19, 4) not null check (amount > 0),
    currency   char(3)        not null,
    -- WISHED waits for approval; APPROVED is due to be ordered; ORDERED went to the provider.
    state      text           not null check (state in ('WISHED', 'APPROVED', 'ORDERED', 'CLAIMED', 'FAILED', 'DECLINED')),
    verdict    text           not null, -- by which limits it was allowed
    wished_by  uuid           not null, -- people.person
    wished_at  timestamptz    not null,
    decided_by uuid,          -- people.person
    decided_at timestamptz,
    reward     text,          -- as the provider calls it
    ordered_at timestamptz,
    asked_at   timestamptz,
    claimed_at timestamptz,
    status     text,          -- what the provider said last
    primary key (workspace, touch),
    foreign key (workspace, touch) references prospecting.touch on delete cascade,
    foreign key (workspace, shop) references prospecting.gift_shop,
    check (decided_by <> wished_by),
    check (state not in ('ORDERED', 'CLAIMED') or reward is not null)
);

create index gift_of_contact on prospecting.gift (workspace, contact, wished_at);
create index gift_open on prospecting.gift (workspace, shop, asked_at) where state = 'ORDERED';

call kernel.keep_apart('prospecting.gift_shop');
call kernel.keep_apart('prospecting.gift');
