package rapport.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import rapport.support.FilledWorkspace;
import rapport.support.TestDatabase;
import rapport.support.WholeTest;

/** For every table there is, by the catalogue: two workspaces on one database know nothing of each other. */
@WholeTest
class WorkspaceIsolationTests {

    @Autowired TestDatabase database;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;
    @Autowired WorkspaceRegister workspaces;
    @Autowired FilledWorkspace filled;

    WorkspaceId ours;
    WorkspaceId theirs;
    List<String> tables;

    @BeforeEach
    void twoWorkspacesWithSomethingInEveryTable() {
        ours = Workspaces.current().orElseThrow();
        theirs = workspaces.open("Theirs " + UUID.randomUUID(), true).id();
        tables = owner().sql("""
                        select pg_class.oid::regclass::text
                          from pg_class join pg_namespace on pg_namespace.oid = relnamespace
                         where relkind in ('r', 'p') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
                           and relname !~ '^flyway_schema_history'""")
                .query(String.class).list().stream().filter(it -> !RowSecurity.TECHNICAL.contains(it)).toList();
        for (var workspace : List.of(ours, theirs)) {
            Workspaces.in(workspace, () -> {
                filled.fill();
                return workspace;
            });
        }
    }

    @Test
    void theProgramSeesOneWorkspaceAndItsOwnerAll() {
        assertThat(tables).isNotEmpty().allSatisfy(table -> {
            var workspaces = "select distinct workspace from " + table;
            assertThat(owner().sql(workspaces).query(UUID.class).list())
                    .as("a row of each, see fill()").contains(ours.value(), theirs.value());
            var seen = transactions.execute(_ -> jdbc.sql(workspaces).query(UUID.class).list());
            assertThat(seen).containsExactly(ours.value());
        });
    }

    @Test
    void theProgramSeesNothingButAnErrorWithoutAWorkspace() {
        assertThat(tables).allSatisfy(table -> {
            var count = jdbc.sql("select count(*) from " + table).query(Long.class);
            assertThatThrownBy(count::single).as("outside a transaction").isInstanceOf(DataAccessException.class);
            var unbound = CompletableFuture.runAsync(() -> transactions.executeWithoutResult(_ -> count.single()));
            assertThatThrownBy(unbound::join).as("unbound").hasCauseInstanceOf(DataAccessException.class);
        });
    }

    @Test
    void theProgramNeitherChangesNorForgesRowsOfOthers() {
        assertThat(tables).allSatisfy(table -> {
            if (appendOnly(table)) {
                assertThatThrownBy(() -> change("delete from %s where workspace = ?", table, theirs.value())).hasStackTraceContaining("permission denied");
                assertThatThrownBy(() -> change("update %1$s set workspace = ?", table, theirs.value())).hasStackTraceContaining("permission denied");
                return;
            }
            if (erasable(table)) { // of one's own a row goes only when somebody is erased; of others none is seen
                assertThat(change("delete from %s where workspace = ?", table, theirs.value())).isZero();
                assertThatThrownBy(() -> change("delete from %s where workspace = ?", table, ours.value())).hasStackTraceContaining("only when somebody is erased");
                assertThatThrownBy(() -> change("update %1$s set workspace = ?", table, theirs.value())).hasStackTraceContaining("permission denied");
                return;
            }
            assertThat(change("delete from %s where workspace = ?", table, theirs.value())).isZero();
            for (var forgery : List.of(
                    "update %1$s set workspace = ?",
                    "insert into %1$s (%2$s) overriding system value select %2$s from (select (jsonb_populate_record(own, jsonb_build_object('workspace', ?))).* from %1$s own) forged")) {
                assertThatThrownBy(() -> change(forgery, table, theirs.value()))
                        .hasStackTraceContaining("row-level security policy");
            }
        });
    }

    /** Every foreign key there is, pointed at a row of the others. */
    @Test
    void noReferenceLeavesAWorkspace() {
        record Reference(String from, String column, String to) {}
        var references = owner().sql("""
                        select conrelid::regclass::text as from, f.attname as column, confrelid::regclass::text as to
                          from pg_constraint
                          join pg_attribute f on f.attrelid = conrelid and f.attnum = conkey[2]
                         where contype = 'f' and array_length(conkey, 1) = 2""").query(Reference.class).list();
        assertThat(references).isNotEmpty().allSatisfy(it -> {
            var key = owner().sql("select attname from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[2] where contype = 'p' and conrelid = ?::regclass")
                    .param(it.to()).query(String.class).single();
            var target = owner().sql("select %s from %s where workspace = ? limit 1".formatted(key, it.to()))
                    .param(theirs.value()).query((row, _) -> row.getObject(1)).single();
            assertThatThrownBy(() -> transactions.execute(_ -> jdbc.sql(
                            "insert into %1$s (%3$s) overriding system value select %3$s from (select (jsonb_populate_record(own, jsonb_build_object('%2$s', ?::text, 'id', gen_random_uuid(), 'source', null))).* from %1$s own limit 1) forged"
                                    .formatted(it.from(), it.column(), columns(it.from()))).param(target.toString()).update()))
                    .as(it.toString()).isInstanceOf(DataIntegrityViolationException.class);
        });
    }

    /** Without one, each deleted row reads the whole table that may refer to it. */
    @Test
    void everyReferenceThatIsFollowedBackHasAnIndex() {
        assertThat(owner().sql("""
                        select conrelid::regclass || ' ' || conname from pg_constraint
                         where contype = 'f' and conrelid::regclass::text ~ '^(crm|people|coaching)[.]' and confrelid::regclass::text ~ '^crm[.](account|contact|lead|opportunity|product|activity)$'
                           and not exists (select from pg_index i where i.indrelid = conrelid and (i.indkey::int2[])[0:1] <@ conkey and conkey <@ (i.indkey::int2[])[0:1])""").query(String.class).list()).isEmpty();
    }

    @Test
    void theWorkspaceLeadsEveryKey() {
        assertThat(owner().sql("""
                        with key as (
                          select indrelid as relation, indexrelid::regclass::text as name, indkey[0] as leader
                            from pg_index where indisunique or indisexclusion
                          union all
                          select conrelid, conname, conkey[1] from pg_constraint where contype = 'f'
                          union all
                          select confrelid, conname, confkey[1] from pg_constraint where contype = 'f')
                        select name from key join pg_attribute on attrelid = relation and attnum = leader
                         where relation = any(:tables::regclass[]) and attname <> 'workspace'""")
                .param("tables", tables.toArray(String[]::new)).query(String.class).list()).isEmpty();
        assertThat(owner().sql("""
                        select attrelid::regclass::text
                          from pg_attribute join pg_attrdef on adrelid = attrelid and adnum = attnum
                         where attname = 'workspace' and attnotnull
                           and pg_get_expr(adbin, adrelid) = '(current_setting(''rapport.workspace''::text))::uuid'""")
                .query(String.class).list()).containsExactlyInAnyOrderElementsOf(tables);
    }

    @Test
    void aTransactionStaysInItsWorkspace() {
        assertThatThrownBy(() -> transactions.execute(_ -> Workspaces.in(theirs, () -> "never")))
                .isInstanceOf(IllegalStateException.class);
    }

    private int change(String sql, String table, UUID value) {
        return transactions.execute(_ -> jdbc.sql(sql.formatted(table, columns(table))).param(value).update());
    }

    /** All that are written; what follows from others cannot be. */
    private String columns(String table) {
        return owner().sql("select string_agg(attname, ', ' order by attnum) from pg_attribute where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = ''").param(table).query(String.class).single();
    }

    private boolean erasable(String table) {
        return owner().sql("select has_table_privilege('rapport_app', ?::regclass, 'delete') and not has_table_privilege('rapport_app', ?::regclass, 'update')").params(table, table).query(Boolean.class).single() && owner().sql("select exists (select from pg_trigger where tgrelid = ?::regclass and tgname = 'only_when_erasing')").param(table).query(Boolean.class).single();
    }

    private boolean appendOnly(String table) {
        return owner().sql("select not has_table_privilege('rapport_app', ?, 'delete')").param(table).query(Boolean.class).single();
    }

    private JdbcClient owner() {
        return database.as("rapport_owner");
    }
}
