-- The page of a play shows who needs somebody to look, then who came last; and counts everybody without reading them.
drop index prospecting.enrolment_of_play;
create index enrolment_of_play on prospecting.enrolment (workspace, play, (ended_at is not null), (state <> 'HELD'), started_at desc, id) include (version, place, state, last_step, ended_at);
