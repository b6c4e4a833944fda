-- What named the time: a letter, a gift, a mail. Null when it was said in a call.
alter table prospecting.promise add column made_in uuid; -- prospecting.touch
create unique index promise_made_in on prospecting.promise (workspace, made_in) where made_in is not null and ended_at is null; -- one letter names one time
