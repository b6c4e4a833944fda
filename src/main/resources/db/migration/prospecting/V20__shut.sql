-- A server that cannot be reached holds up all of its lane, and takes nothing away from what waits: no try is counted, and everything
-- goes when somebody opens again.
alter table prospecting.lane add column shut_since timestamptz;
