-- Facts stay, but for those about somebody who asks to be forgotten: for the length of that transaction the program says so.
create function kernel.only_when_erasing() returns trigger language plpgsql as $$
begin
    if coalesce(current_setting('rapport.erasing', true), '') <> 'yes' then
        raise exception 'Facts are taken away only when somebody is erased';
    end if;
    return old;
end $$;

create procedure kernel.erasable(business regclass) language plpgsql as $$
begin
    execute format('grant delete on %s to rapport_app', business);
    execute format('create trigger only_when_erasing before delete on %s for each row when (current_user <> ''rapport_owner'') execute function kernel.only_when_erasing()', business);
end $$;
