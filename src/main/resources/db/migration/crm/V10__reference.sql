-- Whoever is deleted is looked for wherever somebody may refer to them.
create index account_by_parent on crm.account (workspace, parent) where parent is not null;
create index account_by_merged_into on crm.account (workspace, merged_into) where merged_into is not null;
create index contact_by_reports_to on crm.contact (workspace, reports_to) where reports_to is not null;
create index contact_by_merged_into on crm.contact (workspace, merged_into) where merged_into is not null;
create index opportunity_by_product on crm.opportunity (workspace, product) where product is not null;
create index lead_by_account on crm.lead (workspace, account) where account is not null;
create index lead_by_contact on crm.lead (workspace, contact) where contact is not null;
create index lead_by_opportunity on crm.lead (workspace, opportunity) where opportunity is not null;
create index lead_by_merged_into on crm.lead (workspace, merged_into) where merged_into is not null;

-- Whoever fills a table in one long transaction lets the planner know of it. PostgreSQL before 17 cannot allow that to anybody but the
-- owner; there a large import into an empty workspace takes longer.
do $$
begin
    if current_setting('server_version_num')::int >= 170000 then
        grant maintain on crm.account, crm.contact, crm.lead, crm.opportunity, crm.product, crm.activity, crm.change to rapport_app;
    end if;
end $$;

-- How many somebody sees is counted from the index alone, whether they are open or not.
drop index crm.opportunity_by_owner;
create index opportunity_by_owner on crm.opportunity (workspace, owner, outcome, stage) where binned_at is null;
