create schema mail;

-- One row for each mail that is meant to be sent. The key says what it is for: the same purpose never makes two.
create table mail.message (
    workspace  uuid        not null default current_setting('rapport.workspace')::uuid,
    id         uuid        not null,
    key        text        not null,
    address    text        not null,
    subject    text        not null,
    words      text,       -- null once it is sent: it lies in their mailbox, and links in it are secrets
    invitation text,       -- iCalendar (RFC 5545), if it is one
    method     text        check (method in ('REQUEST', 'CANCEL')),
    state      text        not null check (state in ('QUEUED', 'SENDING', 'SENT', 'FAILED', 'UNCERTAIN')),
    made_at    timestamptz not null,
    due_at     timestamptz not null,
    tries      int         not null,
    touched_at timestamptz not null, -- when its state last changed
    fault      text,       -- what the server said last
    primary key (workspace, id),
    unique (workspace, key),
    check ((invitation is null) = (method is null) or words is null)
);

create index message_by_state on mail.message (workspace, state, due_at, id);

call kernel.keep_apart('mail.message');
