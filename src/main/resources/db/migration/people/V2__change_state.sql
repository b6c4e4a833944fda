-- A birth is one row with all that was known; later changes are a row a field. The version is the record's after the change.
alter table people.change add column version int, add column state jsonb;
