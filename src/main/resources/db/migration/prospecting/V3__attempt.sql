-- Calls end in one of nine ways; and whoever pressed the wrong key takes it back. Nothing that was written is ever changed.
alter table prospecting.attempt drop constraint attempt_outcome_check;
alter table prospecting.attempt add constraint attempt_outcome_check check (outcome in ('SENT', 'NO_ANSWER', 'VOICEMAIL', 'GATEKEEPER', 'CONNECTED', 'CALL_BACK', 'INTRODUCED', 'REFUSED', 'NEVER', 'BAD_ADDRESS', 'DELIVERED',
    'BOUNCED', 'REPLIED', 'CLAIMED', 'TAKEN_BACK'));
alter table prospecting.attempt add column of uuid; -- the attempt this one takes back
alter table prospecting.attempt add check ((outcome = 'TAKEN_BACK') = (of is not null));
create unique index attempt_taken_back on prospecting.attempt (workspace, of) where of is not null;

-- What somebody has noted for the next one who tries. Apart from the fact itself, so that it can be erased.
create table prospecting.remark (
    workspace uuid not null default current_setting('rapport.workspace')::uuid,
    attempt   uuid not null,
    words     text not null,
    primary key (workspace, attempt),
    foreign key (workspace, attempt) references prospecting.attempt
);

-- How it stands with reaching them, by calls and by mail: until they were first reached, or nothing more could be learned.
alter table prospecting.prospect add column call_failures int not null default 0 check (call_failures >= 0);
alter table prospecting.prospect add column call_end text check (call_end in ('REACHED', 'ENDED'));
alter table prospecting.prospect add column answered_after int check (answered_after >= 0); -- the e-mail that was answered
alter table prospecting.prospect add column stratum text not null default ''; -- what is known to make people easier or harder to reach
create index prospect_spell on prospecting.prospect (workspace, stratum, call_failures, call_end);

-- That somebody will be called at a time. It is kept, or it is seen that it was not.
create table prospecting.promise (
    workspace   uuid        not null default current_setting('rapport.workspace')::uuid,
    id          uuid        not null,
    contact     uuid        not null, -- crm.contact
    person      uuid        not null, -- people.person; who keeps it
    touch       uuid,       -- the call that is planned for it
    made_at     timestamptz not null,
    promised_at timestamptz not null,
    zone        text        not null, -- theirs, in which it was said
    kept_at     timestamptz,
    ended_at    timestamptz, -- moved or called off; then there is a reason
    reason      text,
    primary key (workspace, id),
    check ((ended_at is null) = (reason is null)),
    check (kept_at is null or ended_at is null)
);

create index promise_open on prospecting.promise (workspace, person, promised_at) where kept_at is null and ended_at is null;
create index promise_of_contact on prospecting.promise (workspace, contact, promised_at);

-- What an attempt costs and a conversation is worth, and who is tried on although it does not pay: only they show what the tail holds.
create table prospecting.economics (
    workspace            uuid        not null default current_setting('rapport.workspace')::uuid,
    meeting_value        numeric(19, 4) not null check (meeting_value >= 0),
    currency             text        not null,
    hour_cost            numeric(19, 4) not null check (hour_cost >= 0),
    meetings_per_connect numeric(5, 4) not null check (meetings_per_connect between 0 and 1),
    minutes_per_call     int         not null check (minutes_per_call between 1 and 240),
    audit_percent        int         not null check (audit_percent between 0 and 50),
    version              int         not null,
    primary key (workspace)
);

-- Somebody of whom it was said that it pays no more: they were drawn to be tried on, or not. Drawn once.
create table prospecting.tail_audit (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    contact   uuid        not null,
    failures  int         not null,
    goes_on   boolean     not null,
    at        timestamptz not null,
    primary key (workspace, contact)
);

call kernel.keep_apart('prospecting.remark');
call kernel.keep_apart('prospecting.promise');
call kernel.keep_apart('prospecting.economics');
call kernel.keep_apart('prospecting.tail_audit');
