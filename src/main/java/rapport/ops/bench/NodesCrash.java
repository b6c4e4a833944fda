package rapport.ops.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceRegister;
import rapport.ops.CannotRun;
import rapport.ops.DataFolder;
import rapport.ops.EmbeddedPostgres;
import rapport.ops.Operator;
import rapport.prospecting.MailboxId;
import rapport.prospecting.mail.Postboxes;

/** Two programs on one database, one of them killed and started again while mails go out: no mail twice, none forgotten, and both at work. */
@Command(name = "nodes", description = "Two programs on one database, one of them killed and started again", mixinStandardHelpOptions = true)
final class NodesCrash implements Runnable {

    private static final int PATIENCE_SECONDS = 600;

    /** Each of the two has to do that much while both live. */
    private static final double LEAST_SHARE = 0.3;

    @ParentCommand CrashBench crash;

    @Option(names = "--mails", description = "${DEFAULT-VALUE} by default") int mails = 10_000;
    @Option(names = "--mailboxes", description = "${DEFAULT-VALUE} by default") int mailboxes = 16;

    @Override
    public void run() {
        Operator.work(crash.data().resolveSibling("nodes"), (context, folder) -> {
            try (var sink = SmtpSink.open(); var past = ImapSink.open(sink::has)) {
                var workspace = context.getBean(WorkspaceRegister.class).open("Nodes " + UUID.randomUUID(), true).id();
                var lanes = Operator.in(workspace, operator -> {
                    var mailing = new Mailing(context, operator);
                    var opened = mailing.mailboxes(mailboxes, sink.port(), past.port());
                    mailing.write(mails, opened, context.getBean(Clock.class).instant(), 2);
                    hold(context, opened, true, operator);
                    return opened;
                });
                together(folder, workspace.value(), sink, () -> Operator.in(workspace, operator -> hold(context, lanes, false, operator)));
                return workspace;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static boolean hold(ApplicationContext context, List<UUID> mailboxes, boolean held, Viewer operator) {
        mailboxes.forEach(it -> context.getBean(Postboxes.class).hold(new MailboxId(it), held, operator));
        return held;
    }

    /** @param go lets the mails go, when both are there */
    private void together(DataFolder folder, UUID workspace, SmtpSink sink, Runnable go) {
        var server = EmbeddedPostgres.running(folder);
        var environment = Map.of("RAPPORT_DATABASE_URL", server.url(), "RAPPORT_DATABASE_PASSWORD", server.password("app"), "RAPPORT_DATABASE_OWNER_PASSWORD", server.password("owner"), "RAPPORT_KEY", folder.secret("key"));
        var homes = folder.root().resolveSibling("nodes-home");
        try (var one = ServedProgram.start(homes.resolve("one"), crash.port, environment); var other = ServedProgram.start(homes.resolve("other"), crash.port + 1, environment)) {
            crash.say("%,d mails wait in %d mailboxes; two programs on one database".formatted(mails, mailboxes));
            go.run();
            await(() -> sink.count() >= mails * 0.6, "so many mails came in: " + sink.count());
            var shares = shares(server, workspace);
            crash.say("While both lived, they sent " + shares);
            other.killAlone();
            ServedProgram.pause(2_000);
            other.startAgain();
            var began = System.nanoTime();
            await(() -> Map.of("SENT", (long) mails).equals(states(server, workspace)), "these are the states: " + states(server, workspace));
            var twice = sink.received().values().stream().filter(it -> it.get() > 1).count();
            crash.say("One was killed and started again; all was settled %.1f s after: %,d mails came in, %,d twice".formatted((System.nanoTime() - began) / 1e9, sink.received().size(), twice));
            if (twice > 0 || sink.received().size() != mails || shares.size() < 2 || shares.values().stream().mapToLong(Long::longValue).min().orElse(0) < LEAST_SHARE * shares.values().stream().mapToLong(Long::longValue).sum()) {
                throw new CannotRun("%,d mails came twice, %,d never, and each of the two has to send at least %.0f %% of: %s".formatted(twice, mails - sink.received().size(), 100 * LEAST_SHARE, shares));
            }
        }
    }

    private interface Until {
        boolean is();
    }

    private static void await(Until until, String words) {
        var began = System.nanoTime();
        while (!until.is()) {
            if (System.nanoTime() - began > PATIENCE_SECONDS * 1_000_000_000L) {
                throw new CannotRun("After ten minutes " + words);
            }
            ServedProgram.pause(50);
        }
    }

    private static Map<Integer, Long> shares(EmbeddedPostgres server, UUID workspace) {
        return counts(server, workspace, "select node, count(*) from prospecting.touch where workspace = ? and state = 'SENT' and node is not null group by node order by node", row -> row.getInt(1));
    }

    private static Map<String, Long> states(EmbeddedPostgres server, UUID workspace) {
        return counts(server, workspace, "select state, count(*) from prospecting.touch where workspace = ? group by state", row -> row.getString(1));
    }

    private interface Key<K> {
        K of(java.sql.ResultSet row) throws SQLException;
    }

    private static <K> Map<K, Long> counts(EmbeddedPostgres server, UUID workspace, String sql, Key<K> key) {
        try (var connection = java.sql.DriverManager.getConnection(server.url(), "rapport_owner", server.password("owner")); var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, workspace);
            try (var row = statement.executeQuery()) {
                var counts = new HashMap<K, Long>();
                while (row.next()) {
                    counts.put(key.of(row), row.getLong(2));
                }
                return counts;
            }
        } catch (SQLException e) {
            throw new CannotRun("The database cannot say what it holds: " + e.getMessage(), e);
        }
    }
}
