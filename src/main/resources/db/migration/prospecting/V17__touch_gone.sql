-- What went out last, or did not, of each person: lists stay fast beside millions.
create index touch_sent on prospecting.touch (workspace, owner, touched_at desc, id) where state = 'SENT';
create index touch_not_sent on prospecting.touch (workspace, owner, touched_at desc, id) where state in ('FAILED', 'SKIPPED');
