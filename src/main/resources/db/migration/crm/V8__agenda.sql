-- Somebody's week is read from their own activities alone, however many the others have.
create index activity_of_owner_by_moment on crm.activity (workspace, owner, happens_at) where happens_at is not null;
create index activity_of_owner_by_due on crm.activity (workspace, owner, due_on) where due_on is not null;
create index activity_without_day on crm.activity (workspace, owner, id) where sort = 'TASK' and due_on is null and done_at is null;
