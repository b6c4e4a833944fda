-- Whom somebody has promised to coach, from when on: a form that is sent twice promises once. Goes when the programme ends.
create table coaching.promise (
    workspace uuid not null default current_setting('rapport.workspace')::uuid,
    coach     uuid not null, -- people.person
    rep       uuid not null, -- people.person
    first_slot timestamp not null, -- local, in the programme's zone
    programme uuid not null,
    primary key (workspace, coach, rep, first_slot),
    foreign key (workspace, programme) references coaching.programme
);

insert into coaching.promise (workspace, coach, rep, first_slot, programme)
select distinct on (p.workspace, p.coach, r.person, r.first_slot) p.workspace, p.coach, r.person, r.first_slot, p.id
  from coaching.programme p join coaching.rep r on r.workspace = p.workspace and r.programme = p.id
 where p.ended_at is null order by p.workspace, p.coach, r.person, r.first_slot, p.started_at;

call kernel.keep_apart('coaching.promise');

-- Opened twice is two openings: what was looked at days before may be opened again when both sit down.
alter table coaching.opened_fact drop constraint opened_fact_pkey;
alter table coaching.opened_fact add primary key (workspace, session, fact, opened_at);
