-- Somebody the direct way does not lead to: there are ways around.
alter table prospecting.prospect add column hard_since timestamptz;

-- Somebody beside a person is asked to introduce one of us to them.
create table prospecting.introduction (
    workspace   uuid        not null default current_setting('rapport.workspace')::uuid,
    id          uuid        not null,
    contact     uuid        not null, -- crm.contact; whom we want to reach
    via         uuid        not null, -- crm.contact; who is asked
    function    text        not null, -- what they do, when they were asked
    asked_by    uuid        not null, -- people.person
    touch       uuid,       -- prospecting.touch; the asking itself
    -- PROPOSED: they have named them in an answer, and nobody has followed it up yet.
    state       text        not null check (state in ('PROPOSED', 'ASKED', 'AGREED', 'DECLINED', 'MADE', 'MET', 'THANKED')),
    words       text        not null, -- what was said, or what they have said
    asked_at    timestamptz not null,
    agreed_at   timestamptz,
    made_at     timestamptz,
    met_at      timestamptz,
    thanked_at  timestamptz,
    ended_at    timestamptz, -- declined
    primary key (workspace, id),
    check (contact <> via),
    check (state not in ('MET', 'THANKED') or met_at is not null)
);

-- Nobody is asked twice for the same at once.
create unique index introduction_open on prospecting.introduction (workspace, contact, via) where state not in ('DECLINED', 'THANKED');
create index introduction_of_contact on prospecting.introduction (workspace, contact, asked_at, id);
create index introduction_of_person on prospecting.introduction (workspace, asked_by, asked_at, id);

call kernel.keep_apart('prospecting.introduction');
