-- What was done last when it ended: an answer belongs to what it answers, not to what would have come next.
alter table prospecting.enrolment add column last_step int;

update prospecting.enrolment e
   set last_step = (select t.step % 100 from prospecting.touch t where t.workspace = e.workspace and t.enrolment = e.id and t.step / 100 = e.version and t.state = 'SENT' order by t.touched_at desc, t.step desc limit 1)
 where e.ended_at is not null;
