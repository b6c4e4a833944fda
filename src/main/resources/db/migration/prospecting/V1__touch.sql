create schema prospecting;

-- Somebody somebody here wants to reach, with all that was ever tried, by whomever and within whatever plan. Never set back.
create table prospecting.prospect (
    workspace     uuid        not null default current_setting('rapport.workspace')::uuid,
    contact       uuid        not null, -- crm.contact
    calls         int         not null default 0,
    emails        int         not null default 0,
    social        int         not null default 0,
    faxes         int         not null default 0,
    letters       int         not null default 0,
    gifts         int         not null default 0,
    introductions int         not null default 0,
    others        int         not null default 0,
    connects      int         not null default 0, -- how often they were reached
    people        uuid[]      not null default '{}', -- people.person; who has tried
    first_at      timestamptz,
    last_at       timestamptz,
    stopped       text[]      not null default '{}', -- channels nobody may use any more
    primary key (workspace, contact)
);

-- Addresses and people nobody writes to any more. Only a keyed digest is kept: it outlives the erasure of whoever it is about, and
-- whoever reads it learns nobody's address.
create table prospecting.suppression (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    digest    bytea       not null, -- HMAC-SHA-256 of kind and value, under a key of this purpose and workspace
    channel   text        not null check (channel in ('EMAIL', 'CALL', 'SOCIAL', 'FAX', 'LETTER', 'GIFT', 'ALL')),
    scope     text        not null check (scope in ('PERSON', 'ADDRESS', 'DOMAIN')),
    reason    text        not null check (reason in ('OPT_OUT', 'COMPLAINT', 'HARD_BOUNCE', 'OBJECTION', 'LEGAL')),
    at        timestamptz not null,
    evidence  text,       -- how it is known; never an address
    primary key (workspace, channel, digest)
);

-- Where mail to customers goes out: one person's own address, the door of its server, and how fast it may go.
create table prospecting.mailbox (
    workspace     uuid        not null default current_setting('rapport.workspace')::uuid,
    id            uuid        not null,
    person        uuid        not null, -- people.person; whose it is
    address       text        not null check (address = lower(address)),
    shown_as      text        not null,
    host          text        not null,
    port          int         not null check (port between 1 and 65535),
    security      text        not null check (security in ('NONE', 'STARTTLS', 'TLS')),
    login         text,
    password      bytea,      -- sealed with the installation's key
    daily         int         not null check (daily between 1 and 1000000), -- most within any 24 hours
    gap_seconds   int         not null check (gap_seconds between 0 and 3600), -- least time between two
    imap_host     text,       -- where what was sent can be found again, and where answers arrive
    imap_port     int         check (imap_port between 1 and 65535),
    imap_security text        check (imap_security in ('NONE', 'STARTTLS', 'TLS')),
    sent_folder   text,
    made_at       timestamptz not null,
    closed_at     timestamptz,
    version       int         not null,
    primary key (workspace, id),
    check ((imap_host is null) = (imap_port is null) and (imap_host is null) = (imap_security is null))
);

create unique index mailbox_address on prospecting.mailbox (workspace, address) where closed_at is null;

-- A way out that takes one thing after another: a mailbox, a fax line. Whoever works on it holds it alone.
create table prospecting.lane (
    workspace    uuid        not null default current_setting('rapport.workspace')::uuid,
    id           uuid        not null, -- prospecting.mailbox
    next_due     timestamptz not null, -- nothing is due before; infinity when nothing waits
    node         int,        -- prospecting.node; who works on it now
    visited_at   timestamptz not null,
    slower       int         not null default 0 check (slower between 0 and 6), -- how often its pace was halved
    slower_until timestamptz,
    fault        text,       -- what its server said last
    held         boolean     not null default false, -- somebody has stopped it
    primary key (workspace, id)
);

create index lane_due on prospecting.lane (workspace, next_due) where node is null and not held;

-- How much went out of a lane within each hour: what may go out within any 24 hours is counted, not guessed.
create table prospecting.pace (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    lane      uuid        not null,
    hour      timestamptz not null, -- the full hour
    taken     int         not null check (taken >= 0),
    primary key (workspace, lane, hour),
    foreign key (workspace, lane) references prospecting.lane on delete cascade
);

-- One effect outside that is meant: a mail, a call, a letter. What carries itself has a lane; the rest waits for its owner's hand.
create table prospecting.touch (
    workspace  uuid        not null default current_setting('rapport.workspace')::uuid,
    id         uuid        not null,
    contact    uuid        not null, -- crm.contact
    owner      uuid        not null, -- people.person; in whose name
    kind       text        not null check (kind in ('EMAIL', 'CALL', 'SOCIAL', 'FAX', 'LETTER', 'GIFT', 'INTRODUCTION', 'TASK')),
    enrolment  uuid,
    step       int,
    lane       uuid,
    -- SENDING: it may have left. UNCERTAIN: nobody knows whether it has; it is never sent again unless it is proven that it has not.
    state      text        not null check (state in ('PLANNED', 'CLAIMED', 'SENDING', 'SENT', 'UNCERTAIN', 'FAILED', 'SKIPPED', 'CANCELLED')),
    due_at     timestamptz not null,
    node       int,
    tries      smallint    not null default 0,
    touched_at timestamptz not null, -- when its state last changed
    reason     text,       -- why it was not sent, or not yet
    primary key (workspace, id),
    check ((enrolment is null) = (step is null)),
    check (state not in ('CLAIMED', 'SENDING') or node is not null)
);

-- No two for the same step of the same enrolment, however often it is planned.
create unique index touch_of_step on prospecting.touch (workspace, enrolment, step) where enrolment is not null;
create index touch_in_lane on prospecting.touch (workspace, lane, due_at, id) where state = 'PLANNED' and lane is not null;
create index touch_by_hand on prospecting.touch (workspace, owner, due_at, id) where state = 'PLANNED' and lane is null;
create index touch_under_way on prospecting.touch (workspace, state, touched_at, id) where state in ('CLAIMED', 'SENDING', 'UNCERTAIN', 'FAILED');
create index touch_of_contact on prospecting.touch (workspace, contact, due_at, id);

-- What a touch says, when somebody has written it.
create table prospecting.words (
    workspace  uuid not null default current_setting('rapport.workspace')::uuid,
    touch      uuid not null,
    address    text not null,
    subject    text not null,
    body       text not null, -- plain text
    answers    uuid,          -- the touch it follows in the same thread
    primary key (workspace, touch),
    foreign key (workspace, touch) references prospecting.touch on delete cascade
);

-- What was tried, and what came of it. Facts: they are added to and never changed.
create table prospecting.attempt (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    id        uuid        not null, -- of the touch it was, so that none counts twice
    contact   uuid        not null,
    kind      text        not null,
    at        timestamptz not null,
    person    uuid        not null, -- people.person
    outcome   text        not null check (outcome in ('SENT', 'NO_ANSWER', 'VOICEMAIL', 'GATEKEEPER', 'CONNECTED', 'REFUSED', 'BAD_ADDRESS', 'DELIVERED', 'BOUNCED', 'REPLIED', 'CLAIMED')),
    minutes   int         check (minutes >= 0),
    primary key (workspace, id)
);

create index attempt_of_contact on prospecting.attempt (workspace, contact, at, id);

call kernel.keep_apart('prospecting.prospect');
call kernel.keep_apart('prospecting.suppression');
call kernel.keep_apart('prospecting.mailbox');
call kernel.keep_apart('prospecting.lane');
call kernel.keep_apart('prospecting.pace');
call kernel.keep_apart('prospecting.touch');
call kernel.keep_apart('prospecting.words');
call kernel.keep_apart('prospecting.attempt');
call kernel.append_only('prospecting.attempt');

-- Technical: which workspace has something due, and which nodes live. Nothing of anybody's business stands there.
create table prospecting.due (
    workspace uuid        primary key,
    next_due  timestamptz not null
);

create index due_next on prospecting.due (next_due);

create table prospecting.node (
    id       int         generated always as identity primary key,
    home     text        not null, -- the data folder it runs on: whoever starts there knows that the one before is dead
    began_at timestamptz not null,
    beat_at  timestamptz not null,
    ended    boolean     not null default false -- surely: by itself, or because its folder has another
);
