-- Opportunities walk through the stages of a pipeline and end in one of five ways. The two stages there were become a pipeline of their own.
create table crm.pipeline (
    workspace  uuid not null default current_setting('rapport.workspace')::uuid,
    id         uuid not null,
    name       text not null check (name <> ''),
    position   int  not null,                                              -- among the pipelines, from 0
    walk       text not null check (walk in ('FREE', 'NEXT', 'FORWARD')), -- any stage; at most one further, back freely; never back
    retired_at timestamptz,
    version    int  not null,
    primary key (workspace, id)
);

create unique index pipeline_name on crm.pipeline (workspace, lower(name)) where retired_at is null;

create table crm.stage (
    workspace   uuid   not null default current_setting('rapport.workspace')::uuid,
    id          uuid   not null,
    pipeline    uuid   not null,
    name        text   not null check (name <> ''),
    position    int    not null,
    probability int    not null check (probability between 0 and 100), -- percent, as the team estimates it
    required    text[] not null default '{}',                          -- fields an opportunity needs to be here
    retired_at  timestamptz,
    version     int    not null,
    primary key (workspace, id),
    foreign key (workspace, pipeline) references crm.pipeline
);

create unique index stage_name on crm.stage (workspace, pipeline, lower(name)) where retired_at is null;

call kernel.keep_apart('crm.pipeline');
call kernel.keep_apart('crm.stage');

insert into crm.pipeline (workspace, id, name, position, walk, version)
select workspace, gen_random_uuid(), 'Sales', 0, 'FREE', 0 from (select distinct workspace from crm.opportunity) had;

insert into crm.stage (workspace, id, pipeline, name, position, probability, version)
select p.workspace, gen_random_uuid(), p.id, s.name, s.position, s.probability, 0
  from crm.pipeline p, (values ('Prospecting', 0, 10), ('Engaging', 1, 30), ('Proposal', 2, 60), ('Negotiating', 3, 80)) s (name, position, probability);

alter table crm.opportunity
    add column name        text,
    add column pipeline    uuid,
    add column step        uuid,
    add column outcome     text check (outcome in ('WON', 'COMPETITOR', 'NO_DECISION', 'INTERNAL', 'UNSAID')), -- null while open; UNSAID only from imports
    add column competitor  text, -- who won instead, or is feared to
    add column ending      text, -- what was learned when it closed
    add column lead_source text,
    add column team        uuid, -- people.team
    add column description text,
    add column tags        text[] not null default '{}',
    add column custom      jsonb  not null default '{}',
    add column created_at  timestamptz,
    add column updated_at  timestamptz,
    add column binned_at   timestamptz;

update crm.opportunity o
   set pipeline = p.id,
       step = (select s.id from crm.stage s where s.workspace = o.workspace and s.pipeline = p.id
                  and s.name = case o.stage when 'PROSPECTING' then 'Prospecting' else 'Engaging' end),
       outcome = case o.stage when 'WON' then 'WON' when 'LOST' then 'UNSAID' end
  from crm.pipeline p
 where p.workspace = o.workspace;

alter table crm.opportunity drop column stage;
alter table crm.opportunity rename column step to stage;
alter table crm.opportunity alter column pipeline set not null, alter column stage set not null,
    add foreign key (workspace, pipeline) references crm.pipeline,
    add foreign key (workspace, stage) references crm.stage;

-- The lists of what is open are the ones people live in.
create index opportunity_by_owner on crm.opportunity (workspace, owner, stage) where outcome is null;
create index opportunity_by_name on crm.opportunity (workspace, name, id);
create index opportunity_by_stage on crm.opportunity (workspace, stage, stage_since, id) where outcome is null;
create index opportunity_on_board on crm.opportunity (workspace, pipeline, stage, currency) include (owner, amount, stage_since) where outcome is null and binned_at is null;
create index opportunity_by_outcome on crm.opportunity (workspace, outcome, closes_on) where outcome is not null;

-- One stay in one stage. What is still there has not left; what closed from here left when it closed.
create table crm.stay (
    workspace   uuid not null default current_setting('rapport.workspace')::uuid,
    id          uuid not null,
    opportunity uuid not null,
    stage       uuid not null,
    entered_on  date not null,
    left_on     date,
    outcome     text, -- how it closed, when it closed from here
    batch       uuid, -- the import that brought it
    ended_by    uuid, -- the import that ended it
    primary key (workspace, id),
    foreign key (workspace, opportunity) references crm.opportunity on delete cascade,
    foreign key (workspace, stage) references crm.stage,
    check (left_on >= entered_on)
);

create unique index stay_now on crm.stay (workspace, opportunity) where left_on is null; -- it is in one stage at a time
create index stay_by_opportunity on crm.stay (workspace, opportunity, entered_on);
create index stay_by_stage on crm.stay (workspace, stage, left_on);

call kernel.keep_apart('crm.stay');

-- What nobody knows the days of has no stay: "unknown" is not "today".
insert into crm.stay (workspace, id, opportunity, stage, entered_on, left_on, outcome)
select workspace, gen_random_uuid(), id, stage, stage_since, null, null from crm.opportunity where outcome is null and stage_since is not null
union all
select workspace, gen_random_uuid(), id, stage, engaged_on, closes_on, outcome from crm.opportunity where outcome is not null and engaged_on <= closes_on;
