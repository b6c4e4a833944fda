create schema skills;

-- The catalogue: what can be worked on, in the three buckets that are the same for everyone.
create table skills.skill (
    workspace  uuid not null default current_setting('rapport.workspace')::uuid,
    id         uuid not null,
    bucket     text not null check (bucket in ('OWN_ORGANISATION', 'SELLING_SKILLS', 'CUSTOMER_KNOWLEDGE')),
    name       text not null check (name <> ''),
    definition text not null check (definition <> ''),
    position   int  not null,   -- in the catalogue, from 0
    retired_at timestamptz,     -- no longer offered; older blueprints keep its name
    primary key (workspace, id)
);

create unique index skill_name on skills.skill (workspace, lower(name)); -- made by two at once it is there once

-- What a rep works on and how, written by rep and coach together. A new edition takes the place of the former, which stays.
create table skills.blueprint (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    id        uuid        not null,
    rep       uuid        not null, -- people.person
    edition   int         not null check (edition >= 1),
    made_by   uuid        not null, -- people.person
    made_at   timestamptz not null,
    horizon   date        not null, -- until when the two work on it
    primary key (workspace, id),
    unique (workspace, rep, edition) -- of two who write at once, one is told
);

create table skills.focus (
    workspace uuid not null default current_setting('rapport.workspace')::uuid,
    blueprint uuid not null,
    position  int  not null check (position between 0 and 2), -- one to three
    skill     uuid not null,
    target    text not null check (target <> ''),
    why       text not null, -- this one, now; may be empty
    treatment text not null check (treatment in ('OBSERVE', 'ROLE_PLAY', 'DEMONSTRATE', 'READ', 'STRETCH_DEAL', 'PEER')),
    primary key (workspace, blueprint, position),
    unique (workspace, blueprint, skill),
    foreign key (workspace, blueprint) references skills.blueprint,
    foreign key (workspace, skill) references skills.skill
);

create table skills.signature (
    workspace uuid        not null default current_setting('rapport.workspace')::uuid,
    blueprint uuid        not null,
    person    uuid        not null, -- people.person: the rep, or somebody who leads them
    signed_at timestamptz not null,
    primary key (workspace, blueprint, person),
    foreign key (workspace, blueprint) references skills.blueprint
);

call kernel.keep_apart('skills.skill');
call kernel.keep_apart('skills.blueprint');
call kernel.keep_apart('skills.focus');
call kernel.keep_apart('skills.signature');
call kernel.append_only('skills.blueprint');
call kernel.append_only('skills.focus');
call kernel.append_only('skills.signature');
