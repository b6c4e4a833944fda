package rapport.ops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceRegister;
import rapport.kernel.Workspaces;
import rapport.ops.CannotRun;
import rapport.ops.DataFolder;
import rapport.ops.EmbeddedPostgres;
import rapport.ops.Operator;
import rapport.people.Invitations;
import rapport.people.SignIn;
import rapport.people.Tokens;
import rapport.people.Workforce;

/**
 * Fifty rows out of many opportunities, open ones by value, as a manager who sees ten of fifty reps: the page, the same as
 * JSON, and pgbench with the statements that find the rows and the total.
 */
@Command(name = "list", description = "The opportunity list beside pgbench on the same statements", mixinStandardHelpOptions = true)
final class ListBench implements Runnable {

    @ParentCommand BenchCommand bench;
    @Spec CommandSpec spec;

    @Option(names = "--rows", description = "opportunities; ${DEFAULT-VALUE} by default") int rows = 100_000;
    @Option(names = "--connections", description = "${DEFAULT-VALUE} by default") int connections = 32;
    @Option(names = "--rounds", description = "${DEFAULT-VALUE} by default") int rounds = 4;
    @Option(names = "--seconds", description = "a round of each; ${DEFAULT-VALUE} by default") int seconds = 15;
    @Option(names = "--port", description = "${DEFAULT-VALUE} by default") int port = 18_080;

    private record Prepared(UUID workspace, String cookie, String token, List<UUID> visible, int databasePort, String password) {}

    @Override
    public void run() {
        Pgbench.mustBeThere();
        var data = bench.scratch.resolve("list").toAbsolutePath();
        say("Filling a workspace with %,d opportunities of 50 reps …".formatted(rows));
        var prepared = Operator.work(data, (context, folder) -> prepare(
                context.getBean(WorkspaceRegister.class), context.getBean(Workforce.class), context.getBean(Invitations.class), context.getBean(SignIn.class),
                context.getBean(Tokens.class), context.getBean(JdbcClient.class), context.getBean(TransactionOperations.class), folder));
        try (var program = ServedProgram.start(data, port)) {
            measure(program, prepared, data);
        }
    }

    private Prepared prepare(WorkspaceRegister workspaces, Workforce workforce, Invitations invitations, SignIn signIn, Tokens tokens, JdbcClient jdbc,
            TransactionOperations transactions, DataFolder folder) {
        var workspace = workspaces.open("Bench " + UUID.randomUUID(), true).id();
        var operator = Viewer.system(workspace, "bench");
        return Workspaces.in(workspace, () -> {
            var boss = hire(workforce, "Boss", Role.OWNER, null, operator);
            var manager = hire(workforce, "Maya", Role.MANAGER, boss, operator);
            var reps = IntStream.range(0, 50).mapToObj(i -> hire(workforce, "Rep " + i, Role.REP, i < 10 ? manager : boss, operator)).toList();
            transactions.executeWithoutResult(_ -> fill(jdbc, reps));
            var login = invitations.accept(invitations.invite(manager, operator), UUID.randomUUID().toString(), "bench");
            var visible = new ArrayList<>(reps.subList(0, 10).stream().map(PersonId::value).toList());
            visible.add(manager.value());
            var server = EmbeddedPostgres.running(folder);
            try (var owner = server.superuser("rapport"); var statement = owner.createStatement()) {
                statement.execute("vacuum analyze");
            } catch (SQLException e) {
                throw new CannotRun("The data cannot be analysed: " + e.getMessage(), e);
            }
            return new Prepared(workspace.value(), signIn.open(login, workspace, "127.0.0.1", "bench"),
                    tokens.createFor(manager, "bench", true, operator), visible,
                    Integer.parseInt(server.url().replaceAll(".*:(\\d+)/.*", "$1")), server.password("app"));
        });
    }

    static PersonId hire(Workforce workforce, String name, Role role, @Nullable PersonId manager, Viewer operator) {
        var email = "%s.%s@example.com".formatted(name.replace(' ', '.'), UUID.randomUUID());
        return workforce.hire(new Workforce.Position(name, email, role, manager, java.time.ZoneId.of("UTC")), operator).id();
    }

    /** Even over reps and stages; amounts and days spread by a multiplier that repeats late. */
    private void fill(JdbcClient jdbc, List<PersonId> reps) {
        jdbc.sql("insert into crm.account (id, name, version) select gen_random_uuid(), 'Account ' || i, 0 from generate_series(1, 5000) i").update();
        jdbc.sql("insert into crm.product (id, name, version) select gen_random_uuid(), 'Product ' || i, 0 from generate_series(1, 20) i").update();
        jdbc.sql("""
                        with a as (select array_agg(id) as ids from crm.account), p as (select array_agg(id) as ids from crm.product)
                        insert into crm.opportunity (id, account, product, owner, stage, engaged_on, closes_on, amount, currency, next_step, stage_since, version)
                        select gen_random_uuid(), a.ids[1 + i % 5000], p.ids[1 + i % 20], (:reps::uuid[])[1 + (i * 7919) % 50],
                               (array['PROSPECTING', 'ENGAGING', 'WON', 'LOST'])[1 + (i * 31) % 4], date '2025-01-01' + (i * 17) % 600, date '2026-01-01' + (i * 13) % 700,
                               (i::bigint * 7907) % 250000, 'EUR', 'Call again', date '2026-01-01' + (i * 11) % 200, 0
                          from generate_series(1, :rows) i, a, p""")
                .param("reps", reps.stream().map(PersonId::value).toArray(UUID[]::new))
                .param("rows", rows)
                .update();
    }

    private void measure(ServedProgram program, Prepared it, Path data) {
        var page = new HttpLoad(program.port(), "/opportunities?stage=open&sort=-amount", "Cookie: rapport=" + it.cookie);
        var json = new HttpLoad(program.port(), "/api/v1/opportunities?stage=open&sort=-amount&limit=50", "Authorization: Bearer " + it.token);
        var pgbench = new Pgbench(it.databasePort, it.password, script(it, data));
        say("Warming up …");
        page.run(connections, Duration.ofSeconds(20));
        json.run(connections, Duration.ofSeconds(15));
        pgbench.run(8, Duration.ofSeconds(5));
        var pages = new ArrayList<HttpLoad.Result>();
        var jsons = new ArrayList<HttpLoad.Result>();
        var yardstick = new ArrayList<Double>();
        for (var round = 0; round < rounds; round++) {
            pages.add(page.run(connections, Duration.ofSeconds(seconds)));
            yardstick.add(pgbench.run(connections, Duration.ofSeconds(seconds)));
            jsons.add(json.run(connections, Duration.ofSeconds(seconds)));
        }
        var tps = yardstick.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        say("%,d opportunities, 50 rows a page, %d connections, %d rounds of %d s each, interleaved".formatted(rows, connections, rounds, seconds));
        say("pgbench, same statements  %s  requests/s".formatted(spread(yardstick)));
        report("page (HTML)", pages, tps);
        report("JSON", jsons, tps);
    }

    private void report(String what, List<HttpLoad.Result> results, double tps) {
        var rate = results.stream().map(HttpLoad.Result::perSecond).toList();
        var average = rate.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        say("%-25s %s  requests/s = %.2f of pgbench; p50 %.1f ms, p95 %s ms, p99 %.1f ms".formatted(what, spread(rate), average / tps,
                mean(results, 0.5), results.stream().map(it -> "%.1f".formatted(it.quantile(0.95))).collect(Collectors.joining("/")), mean(results, 0.99)));
    }

    private static double mean(List<HttpLoad.Result> results, double share) {
        return results.stream().mapToDouble(it -> it.quantile(share)).average().orElseThrow();
    }

    private static String spread(List<Double> rates) {
        var statistics = rates.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return "%,6.0f (%,.0f–%,.0f)".formatted(statistics.getAverage(), statistics.getMin(), statistics.getMax());
    }

    /** What the page asks the database for its rows and its total, with the workspace bound as our transactions bind it. */
    private static Path script(Prepared it, Path data) {
        var visible = it.visible.stream().map(id -> "'" + id + "'").collect(Collectors.joining(",", "array[", "]::uuid[]"));
        var open = " and o.stage in ('PROSPECTING', 'ENGAGING')";
        var theirs = "o.owner = any(%s)".formatted(visible);
        var script = """
                begin;
                select set_config('rapport.workspace', '%1$s', true);
                select o.id, a.name as account, a.id as account_id, p.name as product, o.stage, o.owner, o.amount, o.currency, o.engaged_on, o.closes_on, o.stage_since, o.next_step from (select * from crm.opportunity o where (%2$s or o.owner is null)%3$s order by amount desc nulls last, id desc limit 51) o left join crm.account a on a.workspace = o.workspace and a.id = o.account left join crm.product p on p.workspace = o.workspace and p.id = o.product order by o.amount desc nulls last, o.id desc;
                select count(*) from (select 1 from crm.opportunity o where %2$s%3$s union all select 1 from crm.opportunity o where o.owner is null%3$s limit 10001) counted;
                end;
                """.formatted(it.workspace, theirs, open);
        try {
            return Files.writeString(data.resolve("list.sql"), script);
        } catch (IOException e) {
            throw new CannotRun("The script for pgbench cannot be written: " + e.getMessage(), e);
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
