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

/** The program under load over a full book, beside pgbench asking the same of the database. */
abstract class ServedBench implements Runnable {

    @ParentCommand BenchCommand bench;
    @Spec CommandSpec spec;

    @Option(names = "--rows", description = "opportunities; ${DEFAULT-VALUE} by default") int rows = 100_000;
    @Option(names = "--connections", description = "${DEFAULT-VALUE} by default") int connections = 32;
    @Option(names = "--rounds", description = "${DEFAULT-VALUE} by default") int rounds = 4;
    @Option(names = "--seconds", description = "a round of each; ${DEFAULT-VALUE} by default") int seconds = 15;
    @Option(names = "--port", description = "${DEFAULT-VALUE} by default") int port = 18_080;

    record Prepared(UUID workspace, String cookie, String token, List<UUID> visible, UUID pipeline, List<UUID> stages, int databasePort, String password) {}

    @Override
    public void run() {
        Pgbench.mustBeThere();
        var data = bench.scratch.resolve("book").toAbsolutePath();
        say("Filling a workspace with %,d opportunities of 50 reps, %,d accounts, %,d contacts …".formatted(rows, rows / 5, rows / 2));
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
                    transactions.execute(_ -> jdbc.sql("select id from crm.pipeline").query(UUID.class).single()), transactions.execute(_ -> jdbc.sql("select id from crm.stage order by position").query(UUID.class).list()),
                    Integer.parseInt(server.url().replaceAll(".*:(\\d+)/.*", "$1")), server.password("app"));
        });
    }

    static PersonId hire(Workforce workforce, String name, Role role, @Nullable PersonId manager, Viewer operator) {
        var email = "%s.%s@example.com".formatted(name.replace(' ', '.'), UUID.randomUUID());
        return workforce.hire(new Workforce.Position(name, email, role, manager, java.time.ZoneId.of("UTC")), operator).id();
    }

    /** Even over reps and stages; amounts and days spread by a multiplier that repeats late. */
    private void fill(JdbcClient jdbc, List<PersonId> reps) {
        var words = "array['Bright', 'Quarry', 'Lumen', 'Solano', 'Raven', 'Kestrel', 'Halcyon', 'North', 'Ash', 'Meridian', 'Tallis', 'Orchard', 'Corvid', 'Blue', 'Vane', 'Aster', 'Wren', 'Fennel', 'Pine', 'Copper']";
        var ends = "array['water', 'lane', 'field', 'works', 'foods', 'pharma', 'mills', 'paper', 'labs', 'packing', 'steel', 'optics', 'dairy', 'coatings', 'logistics', 'energy']";
        var first = "array['Jonna', 'Marc', 'Anna', 'Ines', 'Oluwaseun', 'Ewa', 'Tim', 'Clemence', 'Soren', 'Dario', 'Grace', 'Finn', 'Elif', 'Hugo', 'Ben', 'Maya', 'Tomas', 'Clara', 'Mira', 'Noor']";
        var last = "array['Saar', 'Lefevre', 'Lindt', 'Moreau', 'Adeyemi', 'Nowak', 'Brien', 'Roy', 'Holm', 'Conti', 'Mensah', 'Aalto', 'Yildiz', 'Laurent', 'Okafor', 'Lindqvist', 'Rey', 'Weiss', 'Haddad', 'Kaur', 'Ito', 'Silva', 'Novak']";
        jdbc.sql("insert into crm.account (id, name, city, domains, version) select gen_random_uuid(), (%1$s)[1 + i %% 20] || (%2$s)[1 + (i / 20) %% 16] || ' ' || i, 'City ' || i %% 300, array['a' || i || '.example'], 0 from generate_series(1, :n) i".formatted(words, ends)).param("n", rows / 5).update();
        jdbc.sql("insert into crm.product (id, name, version) select gen_random_uuid(), 'Product ' || i, 0 from generate_series(1, 20) i").update();
        jdbc.sql("insert into crm.pipeline (id, name, position, walk, version) values (gen_random_uuid(), 'Sales', 0, 'FREE', 0)").update();
        jdbc.sql("insert into crm.stage (id, pipeline, name, position, probability, version) select gen_random_uuid(), p.id, s.name, s.position, 20 * s.position, 0 from crm.pipeline p, (values ('Prospecting', 0), ('Engaging', 1), ('Proposal', 2), ('Negotiating', 3)) s (name, position)").update();
        jdbc.sql("""
                        with a as (select array_agg(id) as ids from crm.account)
                        insert into crm.contact (id, first_name, last_name, account, email, phone, version)
                        select gen_random_uuid(), (%1$s)[1 + i %% 20], (%2$s)[1 + (i / 20) %% 23] || ' ' || to_hex(i), a.ids[1 + i %% cardinality(a.ids)], 'p' || i || '@a' || i %% cardinality(a.ids) || '.example', '+4930' || 5000000 + i, 0
                          from generate_series(1, :n) i, a""".formatted(first, last)).param("n", rows / 2).update();
        jdbc.sql("""
                        with a as (select array_agg(id) as ids from crm.account), p as (select array_agg(id) as ids from crm.product), s as (select array_agg(id order by position) as ids, min(pipeline::text)::uuid as pipeline from crm.stage)
                        insert into crm.opportunity (id, account, product, owner, pipeline, stage, outcome, engaged_on, closes_on, amount, currency, next_step, stage_since, version)
                        select gen_random_uuid(), a.ids[1 + i % cardinality(a.ids)], p.ids[1 + i % 20], (:reps::uuid[])[1 + (i * 7919) % 50], s.pipeline, s.ids[1 + (i * 31) % 4], case when :open or i % 2 = 0 then null when i % 4 = 1 then 'WON' else 'NO_DECISION' end,
                               date '2025-01-01' + (i * 17) % 600, date '2026-01-01' + (i * 13) % 700, (i::bigint * 7907) % 250000, 'EUR', 'Call again', date '2026-01-01' + (i * 11) % 200, 0
                          from generate_series(1, :rows) i, a, p, s""")
                .param("reps", reps.stream().map(PersonId::value).toArray(UUID[]::new)).param("rows", rows).param("open", allOpen()).update();
    }

    /** Whether every opportunity is open, as on the fullest board there can be. */
    boolean allOpen() {
        return false;
    }

    /** What is asked of the program, beside what pgbench asks of the database. @param path with cookie or token */
    record Load(String what, String path, boolean json) {}

    abstract List<Load> loads(Prepared it);

    /** The same questions in SQL, for pgbench. */
    abstract String script(Prepared it);

    private void measure(ServedProgram program, Prepared it, Path data) {
        var loads = loads(it);
        var http = loads.stream().map(load -> new HttpLoad(program.port(), load.path, load.json ? "Authorization: Bearer " + it.token : "Cookie: rapport=" + it.cookie)).toList();
        var pgbench = new Pgbench(it.databasePort, it.password, written(script(it), data));
        say("Warming up …");
        http.forEach(load -> load.run(connections, Duration.ofSeconds(20)));
        pgbench.run(8, Duration.ofSeconds(10));
        var results = loads.stream().map(_ -> (List<HttpLoad.Result>) new ArrayList<HttpLoad.Result>()).toList();
        var yardstick = new ArrayList<Double>();
        for (var round = 0; round < rounds; round++) {
            for (var i = 0; i < http.size(); i++) {
                results.get(i).add(http.get(i).run(connections, Duration.ofSeconds(seconds)));
                if (i == 0) {
                    yardstick.add(pgbench.run(connections, Duration.ofSeconds(seconds)));
                }
            }
        }
        var tps = yardstick.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        say("%,d opportunities, %d connections, %d rounds of %d s each, interleaved".formatted(rows, connections, rounds, seconds));
        say("pgbench, same statements  %s  requests/s".formatted(spread(yardstick)));
        for (var i = 0; i < loads.size(); i++) {
            report(loads.get(i).what, results.get(i), tps);
        }
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

    /** The condition on an owner, for a manager with ten reps. */
    static String theirs(Prepared it) {
        return it.visible.stream().map(id -> "'" + id + "'").collect(Collectors.joining(",", "o.owner = any(array[", "]::uuid[])"));
    }

    private static Path written(String script, Path data) {
        try {
            return Files.writeString(data.resolve("bench.sql"), script);
        } catch (IOException e) {
            throw new CannotRun("The script for pgbench cannot be written: " + e.getMessage(), e);
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
