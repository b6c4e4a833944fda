-- Run by a superuser in a new database, before the first start; safe to repeat. The roles belong to the server, the rest to the database.
do $$
declare
    name text;
begin
    foreach name in array array['rapport_owner', 'rapport_app'] loop
        if not exists (select from pg_roles where rolname = name) then
            execute format('create role %I login', name);
        end if;
        execute format('grant connect, temporary on database %I to %I', current_database(), name);
    end loop;
    execute format('revoke all on database %I from public', current_database());
    execute format('grant create on database %I to rapport_owner', current_database());
end $$;

grant create on schema public to rapport_owner; -- event registry, jobs and migration history

create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;
create extension if not exists btree_gin with schema public;
create extension if not exists btree_gist with schema public;

-- Beside a row-level security policy PostgreSQL uses an index only for what it knows to leak nothing about rows one may not see. These
-- compare and raise no error that tells a value; without the mark a search reads all rows.
alter function pg_catalog.textlike(text, text) leakproof;
alter function pg_catalog.texticlike(text, text) leakproof;
alter function public.word_similarity_commutator_op(text, text) leakproof;
alter function public.word_similarity_op(text, text) leakproof;

alter default privileges for role rapport_owner grant usage on schemas to rapport_app;
alter default privileges for role rapport_owner grant select, insert, update, delete on tables to rapport_app;
