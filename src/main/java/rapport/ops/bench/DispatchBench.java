package rapport.ops.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceId;
import rapport.kernel.WorkspaceRegister;
import rapport.ops.CannotRun;
import rapport.ops.DataFolder;
import rapport.ops.EmbeddedPostgres;
import rapport.ops.Operator;
import rapport.prospecting.dispatch.Carrier;
import rapport.prospecting.dispatch.Claimed;
import rapport.prospecting.dispatch.Outcome;
import rapport.prospecting.dispatch.Round;
import rapport.prospecting.dispatch.Stops;

/** How fast the queue lets things out, how late, and how fast plays fill it, beside the commits and the COPY the machine can do at all. */
@Command(name = "dispatch", description = "The dispatch queue, mail, lateness and enrolment, beside one-row commits by pgbench and COPY", mixinStandardHelpOptions = true)
final class DispatchBench implements Runnable {

    private static final int WARM_SECONDS = 30;

    @ParentCommand BenchCommand bench;
    @Spec CommandSpec spec;

    @Option(names = "--workers", description = "and connections, and mailboxes; ${DEFAULT-VALUE} by default") int workers = 16;
    @Option(names = "--rounds", description = "${DEFAULT-VALUE} by default") int rounds = 3;
    @Option(names = "--seconds", description = "a round of each; ${DEFAULT-VALUE} by default") int seconds = 15;
    @Option(names = "--touches", description = "that wait; ${DEFAULT-VALUE} by default") int touches = 300_000;
    @Option(names = "--mails", description = "of 20 kB, to a server on this machine; ${DEFAULT-VALUE} by default") int mails = 60_000;
    @Option(names = "--people", description = "who are enrolled in a play; ${DEFAULT-VALUE} by default") int people = 100_000;
    @Option(names = "--part", split = ",", description = "of ${COMPLETION-CANDIDATES}; all by default") List<Part> parts = List.of(Part.values());
    @Option(names = "--backlog", description = "that are not due, for the cost of claiming; ${DEFAULT-VALUE} by default") int backlog = 1_000_000;

    /** What is measured. */
    enum Part { QUEUE, MAIL, LATENESS, ENROLMENT }

    /** What every part works with. @param commits pgbench, one row a commit */
    record Bed(ApplicationContext context, DataFolder folder, EmbeddedPostgres server, Connection superuser, Pgbench commits, int workers, int rounds, Duration round, Consumer<String> say) {}

    /** Takes everything at once. */
    private record Nowhere(Stops stops, AtomicLong count) implements Carrier, Carrier.Route {

        @Override
        public Optional<Round.Pace> pace(UUID lane) {
            return Optional.of(new Round.Pace(1_000_000, Duration.ZERO));
        }

        @Override
        public Map<UUID, Load> load(UUID lane, List<Claimed> touches) {
            var loads = new HashMap<UUID, Load>();
            touches.forEach(it -> loads.put(it.id(), new Load.Ready(it.id(), stops.ofMail(it.contact(), "somebody@brightwater.example"))));
            return loads;
        }

        @Override
        public Route route(UUID lane) {
            return this;
        }

        @Override
        public Outcome deliver(Object parcel) {
            count.incrementAndGet();
            return new Outcome.Sent(null);
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }

    @Override
    public void run() {
        Pgbench.mustBeThere();
        Operator.work(bench.scratch.resolve("dispatch").toAbsolutePath(), Map.of("spring.datasource.hikari.maximum-pool-size", workers + 2), (context, folder) -> {
            var server = EmbeddedPostgres.running(folder);
            try (var superuser = server.superuser("rapport")) {
                var pgbench = new Pgbench(Integer.parseInt(server.url().replaceAll(".*:(\\d+)/.*", "$1")), server.password("app"), yardstick(server, superuser), script(folder));
                var bed = new Bed(context, folder, server, superuser, pgbench, workers, rounds, Duration.ofSeconds(seconds), this::say);
                parts.stream().distinct().sorted().forEach(part -> Operator.in(context.getBean(WorkspaceRegister.class).open("%s %s".formatted(part, UUID.randomUUID()), true).id(), operator -> measure(part, bed, operator)));
                return true;
            } catch (SQLException e) {
                throw new CannotRun("The database does not answer: " + e.getMessage(), e);
            }
        });
    }

    private boolean measure(Part part, Bed bed, Viewer operator) {
        try {
            switch (part) {
                case QUEUE -> queue(bed, operator);
                case MAIL -> new MailRate(bed, operator, mails).measure();
                case LATENESS -> new Lateness(bed, operator).measure();
                case ENROLMENT -> new EnrolRate(bed, operator, people).measure();
            }
            return true;
        } catch (SQLException e) {
            throw new CannotRun("The database does not answer: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void queue(Bed bed, Viewer operator) throws SQLException {
        say("Filling %d mailboxes with %,d mails …".formatted(workers, touches));
        var mailing = new Mailing(bed.context, operator);
        mailing.write(touches, mailing.mailboxes(workers, 9, 0), bed.context.getBean(Clock.class).instant(), 0);
        execute(bed.superuser, "vacuum analyze");
        say("%,d bytes a touch, with its indexes".formatted(number(bed.superuser, "select pg_total_relation_size('prospecting.touch') / count(*) from prospecting.touch")));
        compare(bed.context, operator.workspace(), bed.commits, bed.superuser);
        claim(bed.superuser, operator.workspace());
    }

    private void compare(ApplicationContext context, WorkspaceId workspace, Pgbench pgbench, Connection superuser) throws SQLException {
        var count = new AtomicLong();
        var hands = new Hands(context, workspace, List.of(new Nowhere(context.getBean(Stops.class), count)), workers, count::get);
        say("Warming up …");
        pgbench.run(workers, Duration.ofSeconds(5));
        hands.run(Duration.ofSeconds(WARM_SECONDS));
        var bare = bare(context, workspace);
        bare.run(Duration.ofSeconds(5));
        var yardstick = new ArrayList<Double>();
        var own = new ArrayList<Double>();
        var rates = new ArrayList<Double>();
        var commits = new ArrayList<Double>();
        for (var round = 0; round < rounds; round++) {
            yardstick.add(pgbench.run(workers, Duration.ofSeconds(seconds)));
            own.add(bare.run(Duration.ofSeconds(seconds)) / (double) seconds);
            var before = committed(superuser);
            var sent = hands.run(Duration.ofSeconds(seconds));
            commits.add((committed(superuser) - before) / (double) sent);
            rates.add(sent / (double) seconds);
        }
        say("one-row commits, pgbench      %s a second, %d connections".formatted(spread(yardstick), workers));
        say("the same through the program  %s a second".formatted(spread(own)));
        say("dispatched to nowhere         %s a second = %.2f of the commits, %.2f of those through the program".formatted(spread(rates), average(rates) / average(yardstick), average(rates) / average(own)));
        say("commits a message             %.3f".formatted(average(commits)));
    }

    /** One row a commit on the program's own way: its pool, its transactions, a table that keeps workspaces apart. */
    private Hands bare(ApplicationContext context, WorkspaceId workspace) {
        var jdbc = context.getBean(JdbcClient.class);
        var transactions = context.getBean(TransactionOperations.class);
        var count = new AtomicLong();
        return new Hands(workspace, workers, count::get, () -> {
            transactions.execute(_ -> jdbc.sql("insert into prospecting.prospect (contact) values (:contact)").param("contact", UUID.randomUUID()).update());
            count.incrementAndGet();
            return true;
        });
    }

    /** A table in a database of its own: the program would not start beside one that lacks its policies. */
    private static String yardstick(EmbeddedPostgres server, Connection superuser) throws SQLException {
        execute(superuser, "drop database if exists bench", "create database bench");
        try (var bench = server.superuser("bench")) {
            execute(bench, "create table public.bench_commit (id uuid, at timestamptz)", "grant insert on public.bench_commit to rapport_app");
        }
        return "bench";
    }

    /** What it costs to claim fifty, with few and with many that are not due. */
    private void claim(Connection superuser, WorkspaceId workspace) throws SQLException {
        var lane = text(superuser, "select id from prospecting.mailbox where workspace = '%s' limit 1".formatted(workspace));
        var plan = "explain (analyze, buffers, format text) select id from prospecting.touch where workspace = '%s' and lane = '%s' and state = 'PLANNED' and due_at <= timestamptz '2100-01-01Z' order by due_at, id limit 50 for update skip locked".formatted(workspace, lane);
        for (var rows : IntStream.of(10_000, 1_000_000, backlog).filter(it -> it <= backlog).distinct().toArray()) {
            execute(superuser, "insert into prospecting.touch (workspace, id, contact, owner, kind, lane, state, due_at, touched_at) select '%1$s', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'EMAIL', '%2$s', 'PLANNED', timestamptz '2099-01-01Z' + i * interval '1 minute', timestamptz '2026-01-01Z' from generate_series(1, %3$d) i".formatted(workspace, lane, rows),
                    "vacuum analyze prospecting.touch");
            text(superuser, plan); // so that what is measured is not the first reading
            superuser.setAutoCommit(false);
            var explained = text(superuser, plan);
            superuser.rollback();
            superuser.setAutoCommit(true);
            say("claiming 50 beside %,9d that wait: %s".formatted(rows, explained.lines().filter(it -> it.contains("Buffers")).findFirst().orElse("no buffers").strip()));
        }
    }

    /** A connection that rests tells what it has done within the last second only after ten. */
    private static long committed(Connection superuser) throws SQLException {
        ServedProgram.pause(12_000);
        return number(superuser, "select xact_commit from pg_stat_database where datname = 'rapport'");
    }

    private static Path script(DataFolder folder) {
        try {
            return Files.writeString(folder.root().resolve("commit.sql"), "insert into public.bench_commit values ('0197b1d2-0000-7000-8000-000000000001', '2026-01-01Z');\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var it : statements) {
                statement.execute(it);
            }
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    /** All rows of one column, one a line. */
    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
            var lines = new ArrayList<String>();
            while (row.next()) {
                lines.add(row.getString(1));
            }
            return String.join("\n", lines);
        }
    }

    static double average(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    static String spread(List<Double> values) {
        var it = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return "%,6.0f (%,.0f–%,.0f)".formatted(it.getAverage(), it.getMin(), it.getMax());
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
