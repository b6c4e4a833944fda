package rapport.ops.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import rapport.kernel.WorkspaceRegister;
import rapport.ops.CannotRun;
import rapport.ops.Operator;

/** Mails on their way while program and database are killed: the server that got them says what came, and how often. */
@Command(name = "mail", description = "While mails go out: none comes twice, and none is forgotten", mixinStandardHelpOptions = true)
final class MailCrash implements Runnable {

    private static final int PATIENCE_SECONDS = 600;

    @ParentCommand CrashBench crash;

    @Option(names = "--mails", description = "${DEFAULT-VALUE} by default") int mails = 20_000;
    @Option(names = "--mailboxes", description = "${DEFAULT-VALUE} by default") int mailboxes = 16;

    @Override
    public void run() {
        try (var sink = SmtpSink.open(); var past = ImapSink.open(sink::has)) {
            var workspace = Operator.work(crash.data(), (context, _) -> Operator.in(context.getBean(WorkspaceRegister.class).open("Crash " + UUID.randomUUID(), true).id(), operator -> {
                var mailing = new Mailing(context, operator);
                mailing.write(mails, mailing.mailboxes(mailboxes, sink.port(), past.port()), context.getBean(java.time.Clock.class).instant(), 2);
                return operator.workspace().value();
            }));
            try (var program = ServedProgram.start(crash.data(), crash.port)) {
                crash.say("%,d mails wait in %d mailboxes, %d kills, seed %d".formatted(mails, mailboxes, crash.kills, crash.seed));
                kill(program, sink);
                var seconds = untilNothingWaits(workspace);
                report(workspace, sink, seconds);
                reportDoubts(workspace, sink, seconds);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At moments in which mails are on their way: after so many more have come in. */
    private void kill(ServedProgram program, SmtpSink sink) {
        var random = new Random(crash.seed);
        var between = mails / (crash.kills + 1);
        for (var kill = 1; kill <= crash.kills; kill++) {
            var wanted = sink.count() + 1 + random.nextInt(Math.max(1, 2 * between - 1));
            for (var waited = 0; sink.count() < Math.min(wanted, mails - 1L) && waited < 40_000; waited++) {
                ServedProgram.pause(1);
            }
            ServedProgram.pause(random.nextInt(5));
            var seconds = crash.killAndStart(program);
            if (kill % 10 == 0) {
                crash.say("Kill %2d, %,d mails came in so far; started again in %.1f s".formatted(kill, sink.count(), seconds));
            }
        }
    }

    /** @return seconds it took after the last start */
    private double untilNothingWaits(UUID workspace) {
        var began = System.nanoTime();
        for (var second = 0; second < PATIENCE_SECONDS * 4; second++) {
            var states = states(workspace);
            if (!states.containsKey("PLANNED") && !states.containsKey("CLAIMED") && !states.containsKey("SENDING")) {
                return (System.nanoTime() - began) / 1e9;
            }
            ServedProgram.pause(250);
        }
        throw new CannotRun("After ten minutes mails still wait: " + states(workspace));
    }

    /** What was uncertain is looked for where the server keeps what it has sent, and goes out if it had not. */
    private void reportDoubts(UUID workspace, SmtpSink sink, double before) {
        var began = System.nanoTime();
        while (!Map.of("SENT", (long) mails).equals(states(workspace))) {
            if (System.nanoTime() - began > PATIENCE_SECONDS * 1_000_000_000L) {
                throw new CannotRun("After ten minutes some are still uncertain: " + states(workspace));
            }
            ServedProgram.pause(100);
        }
        var twice = sink.received().values().stream().filter(it -> it.get() > 1).count();
        crash.say("All doubts were settled %.1f s after the last start: %,d mails say they were sent, %,d came in, %,d twice".formatted(before + (System.nanoTime() - began) / 1e9, mails, sink.received().size(), twice));
        if (twice > 0 || sink.received().size() != mails) {
            throw new CannotRun("%,d mails came twice, and %,d never came. The data is still in %s.".formatted(twice, mails - sink.received().size(), crash.data()));
        }
    }

    private Map<String, Long> states(UUID workspace) {
        return crash.stored(connection -> {
            try (var statement = connection.prepareStatement("select state, count(*) from prospecting.touch where workspace = ? group by state")) {
                statement.setObject(1, workspace);
                try (var row = statement.executeQuery()) {
                    var states = new HashMap<String, Long>();
                    while (row.next()) {
                        states.put(row.getString(1), row.getLong(2));
                    }
                    return states;
                }
            }
        });
    }

    private void report(UUID workspace, SmtpSink sink, double seconds) {
        var arrived = new HashMap<UUID, Integer>();
        sink.received().forEach((id, times) -> arrived.put(UUID.fromString(id.substring(2, 38)), times.get()));
        var counts = crash.stored(connection -> {
            try (var statement = connection.prepareStatement("select id, state from prospecting.touch where workspace = ?")) {
                statement.setObject(1, workspace);
                var sums = new int[4]; // sent, sent and never came, uncertain, uncertain and came
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        var came = arrived.containsKey(row.getObject(1, UUID.class));
                        switch (row.getString(2)) {
                            case "SENT" -> {
                                sums[0]++;
                                sums[1] += came ? 0 : 1;
                            }
                            case "UNCERTAIN" -> {
                                sums[2]++;
                                sums[3] += came ? 1 : 0;
                            }
                            default -> throw new CannotRun("A mail is %s, and nothing was wrong with it.".formatted(row.getString(2)));
                        }
                    }
                }
                return sums;
            }
        });
        var twice = arrived.values().stream().filter(it -> it > 1).count();
        crash.say("%,d mails came in, %,d twice; %,d say they were sent, of which %,d never came; %,d are uncertain, of which %,d came".formatted(arrived.size(), twice, counts[0], counts[1], counts[2], counts[3]));
        crash.say("%,d kills left at most %.2f uncertain each; all that was to go had gone %.1f s after the last start".formatted(crash.kills, (double) counts[2] / Math.max(1, crash.kills), seconds));
        crash.say(crash.restarts());
        if (twice > 0 || counts[1] > 0) {
            throw new CannotRun("%,d mails came twice, and %,d that say they were sent never came. The data is still in %s.".formatted(twice, counts[1], crash.data()));
        }
    }
}
