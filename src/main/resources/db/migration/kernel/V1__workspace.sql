create schema kernel;

create table kernel.workspace (
    id        uuid        primary key,
    name      text        not null check (name <> ''),
    demo      boolean     not null,
    opened_at timestamptz not null
);

create unique index workspace_name on kernel.workspace (lower(name));

-- Called once for every business table. No missing_ok: without a workspace a policy raises. One that answered "no rows"
-- would look like success, and a listener that changed nothing would count as done.
-- The steward is for data migrations and backups, which see nothing at all without it.
create procedure kernel.keep_apart(business regclass) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', business);
    execute format('alter table %s force row level security', business);
    execute format('create policy steward on %s to rapport_owner using (true) with check (true)', business);
    execute format($policy$
        create policy tenant on %s to rapport_app
            using (workspace = current_setting('rapport.workspace')::uuid)
            with check (workspace = current_setting('rapport.workspace')::uuid)$policy$, business);
end $$;

-- For facts that are never changed: the program may add and read them, and that is all.
create procedure kernel.append_only(business regclass) language plpgsql as $$
begin
    execute format('revoke update, delete, truncate on %s from rapport_app', business);
end $$;
