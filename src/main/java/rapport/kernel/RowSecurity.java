package rapport.kernel;

import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Refuses to start, and says why, when the database would not keep the workspaces apart. */
@Component
class RowSecurity {

    /** Tables without a workspace, touched by platform code only. Everything else needs both policies. */
    static final Set<String> TECHNICAL = Set.of(
            "kernel.workspace", "event_publication", "jobs.scheduled_task", "calendar.feed", "coaching.accept_link", "prospecting.due", "prospecting.node",
            "people.login", "people.membership", "people.web_session", "people.token", "people.one_time_link", "people.attempt");

    /** What {@code kernel.keep_apart} makes, word for word: a third policy would let more rows through. */
    private static final String POLICIES = """
            steward PERMISSIVE {rapport_owner} ALL true true; \
            tenant PERMISSIVE {rapport_app} ALL (workspace = (current_setting('rapport.workspace'::text))::uuid) \
            (workspace = (current_setting('rapport.workspace'::text))::uuid)""";

    RowSecurity(JdbcClient jdbc) {
        var faults = jdbc.sql("""
                        with serving as (select * from pg_roles where rolname = current_user),
                             relation as (
                               select pg_class.*, nspname, pg_class.oid::regclass::text as name
                                 from pg_class join pg_namespace on pg_namespace.oid = relnamespace
                                where nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
                                  and relname !~ '^flyway_schema_history'),
                             apart as (
                               select schemaname, tablename,
                                      string_agg(concat_ws(' ', policyname, permissive, roles, cmd, qual, with_check),
                                                 '; ' order by policyname) as policies
                                 from pg_policies group by schemaname, tablename)
                        select 'it serves as a superuser, who is shown every row' from serving where rolsuper
                        union all
                        select 'its role may bypass row-level security' from serving where rolbypassrls and not rolsuper
                        union all
                        select 'its role is, or may become, the owner of the tables' from serving
                         where pg_has_role(rolname, 'rapport_owner', 'member') and not rolsuper
                        union all
                        select format('%1$s lacks its policies: its migration must call kernel.keep_apart(''%1$s'')', name)
                          from relation left join apart on schemaname = nspname and tablename = relname
                         where relkind in ('r', 'p') and name <> all (:technical)
                           and (policies is distinct from :policies or not relrowsecurity or not relforcerowsecurity)
                        union all
                        select name || ' runs as its owner, who is shown every row: make it a view (security_invoker = true)'
                          from relation
                         where pg_get_userbyid(relowner) = 'rapport_owner'
                           and (relkind = 'm' or relkind = 'v' and coalesce('security_invoker=true' <> all (reloptions), true))
                        union all
                        select oid::regprocedure || ' runs as its owner, who is shown every row: drop security definer'
                          from pg_proc where prosecdef and pg_get_userbyid(proowner) = 'rapport_owner'""")
                .param("technical", TECHNICAL.toArray(String[]::new))
                .param("policies", POLICIES)
                .query(String.class)
                .list();
        if (!faults.isEmpty()) {
            throw new IllegalStateException("Rapport does not start on this database: " + String.join(", ", faults));
        }
    }
}
