-- Whom somebody has promised to coach: each of them once, however many programmes there were. Goes when the programme ends.
create table coaching.promise (
    workspace uuid not null default current_setting('rapport.workspace')::uuid,
    coach     uuid not null, -- people.person
    rep       uuid not null, -- people.person
    programme uuid not null,
    primary key (workspace, coach, rep),
    foreign key (workspace, programme) references coaching.programme
);

insert into coaching.promise (workspace, coach, rep, programme)
select distinct on (p.workspace, p.coach, r.person) p.workspace, p.coach, r.person, p.id
  from coaching.programme p join coaching.rep r on r.workspace = p.workspace and r.programme = p.id
 where p.ended_at is null order by p.workspace, p.coach, r.person, p.started_at;

call kernel.keep_apart('coaching.promise');

-- Opened twice is two openings: what was looked at days before may be opened again when both sit down.
alter table coaching.opened_fact drop constraint opened_fact_pkey;
alter table coaching.opened_fact add primary key (workspace, session, fact, opened_at);
