-- From when on not being found among what the server has sent proves that an uncertain mail never left.
alter table prospecting.touch add column settle_at timestamptz;

-- When they are here again, as their own program has said; and when they answered last.
alter table prospecting.prospect add column away_until date;
alter table prospecting.prospect add column answered_at timestamptz;

-- How far a mailbox was read, and how that goes. Whoever reads it holds it alone.
create table prospecting.watch (
    workspace    uuid        not null default current_setting('rapport.workspace')::uuid,
    mailbox      uuid        not null,
    node         int,         -- prospecting.node; who reads it now
    uid_validity bigint,      -- RFC 9051, 2.3.1.1; null until it was looked at for the first time
    last_uid     bigint       not null default 0, -- everything up to here was looked at
    looked       bigint       not null default 0, -- mails
    kept         bigint       not null default 0,
    looked_at    timestamptz, -- last, and well
    fault        text,        -- why it cannot be read
    fault_at     timestamptz,
    primary key (workspace, mailbox),
    foreign key (workspace, mailbox) references prospecting.mailbox on delete cascade
);

-- What was looked at and not kept, by the reason: nothing of it is stored.
create table prospecting.passed_over (
    workspace uuid   not null default current_setting('rapport.workspace')::uuid,
    mailbox   uuid   not null,
    reason    text   not null check (reason in ('STRANGER', 'BROADCAST', 'RECEIPT', 'UNREADABLE', 'TOO_LARGE', 'KNOWN')),
    mails     bigint not null,
    primary key (workspace, mailbox, reason),
    foreign key (workspace, mailbox) references prospecting.mailbox on delete cascade
);

-- A mail that came in and is about somebody we write to.
create table prospecting.inbound (
    workspace    uuid        not null default current_setting('rapport.workspace')::uuid,
    id           uuid        not null,
    mailbox      uuid        not null,
    uid_validity bigint      not null,
    uid          bigint      not null,
    message_id   text        not null, -- its own, or made of where it lies when it has none
    kind         text        not null check (kind in ('HUMAN', 'OOO', 'AUTO', 'DSN', 'ARF', 'UNSUBSCRIBE', 'CHALLENGE')),
    contact      uuid,       -- crm.contact
    touch        uuid,       -- what it answers or reports on
    address      text        not null, -- whose it is, in small letters
    subject      text        not null,
    said         text        not null, -- what is new in it, or what the server reports
    quoted       text        not null,
    signature    text        not null,
    back_on      date,       -- of an absence
    outcome      text        not null, -- what followed from it, in words
    received_at  timestamptz not null,
    primary key (workspace, id),
    unique (workspace, mailbox, uid_validity, uid),
    unique (workspace, mailbox, message_id)
);

create index inbound_by_time on prospecting.inbound (workspace, mailbox, received_at desc, id);
create index inbound_of_contact on prospecting.inbound (workspace, contact, received_at desc, id);

call kernel.keep_apart('prospecting.watch');
call kernel.keep_apart('prospecting.passed_over');
call kernel.keep_apart('prospecting.inbound');
