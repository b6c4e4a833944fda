-- Whoever promised is away: somebody else keeps it.
alter table prospecting.promise add column handed_from uuid; -- people.person
