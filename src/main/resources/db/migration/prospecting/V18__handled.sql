-- An answer waits for somebody until they have answered it, reached whoever wrote it, or said that it is done.
alter table prospecting.inbound add column handled_at timestamptz;
alter table prospecting.inbound add column handled_by uuid; -- people.person
create index inbound_open on prospecting.inbound (workspace, mailbox, received_at, id) where kind = 'HUMAN' and handled_at is null;
