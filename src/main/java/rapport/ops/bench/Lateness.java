package rapport.ops.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rapport.kernel.Viewer;
import rapport.ops.CannotRun;
import rapport.prospecting.dispatch.Carrier;

/** How late mails come when half of what could be sent is due: the whole program as it is started, with its sleeping and waking. */
final class Lateness {

    private static final int KILOBYTES = 20;
    private static final int PORT = 18_090;
    private static final Duration MEASURED = Duration.ofSeconds(60);

    /** Until then the program has started; what comes in the 30 s behind it only warms. */
    private static final Duration START = Duration.ofSeconds(30);

    private static final Duration WARM = Duration.ofSeconds(30);

    private final DispatchBench.Bed bed;
    private final Viewer operator;

    Lateness(DispatchBench.Bed bed, Viewer operator) {
        this.bed = bed;
        this.operator = operator;
    }

    void measure() throws SQLException, IOException {
        try (var sink = SmtpSink.open(bed.context().getBean(Clock.class))) {
            var mailing = new Mailing(bed.context(), operator);
            var mailboxes = mailing.mailboxes(bed.workers(), sink.port(), 0);
            var rate = full(mailing, mailboxes, sink) / 2;
            var count = (int) (rate * WARM.plus(MEASURED).toSeconds());
            var first = bed.context().getBean(Clock.class).instant().plus(START);
            mailing.write(count, mailboxes, first, Duration.ofNanos(Math.round(1e9 / rate)), KILOBYTES);
            bed.say().accept("%,.0f mails a second are due, half of what was sent without a pause".formatted(rate));
            var environment = Map.of("RAPPORT_DATABASE_URL", bed.server().url(), "RAPPORT_DATABASE_PASSWORD", bed.server().password("app"), "RAPPORT_DATABASE_OWNER_PASSWORD", bed.server().password("owner"), "RAPPORT_KEY", bed.folder().secret("key"));
            var before = sink.count();
            try (var program = ServedProgram.start(bed.folder().root().resolveSibling("dispatch-home"), PORT, environment)) {
                var patience = System.nanoTime() + START.plus(WARM).plus(MEASURED).plusSeconds(60).toNanos();
                while (sink.count() - before < count) {
                    if (System.nanoTime() > patience || !program.handle().isAlive()) {
                        throw new CannotRun("Of %,d mails %,d came.".formatted(count, sink.count() - before));
                    }
                    ServedProgram.pause(200);
                }
            }
            report(sink, first.plus(WARM));
        }
    }

    /** What goes without a pause. */
    private double full(Mailing mailing, List<UUID> mailboxes, SmtpSink sink) {
        mailing.write(20_000, mailboxes, bed.context().getBean(Clock.class).instant(), KILOBYTES);
        var hands = new Hands(bed.context(), operator.workspace(), bed.context().getBeanProvider(Carrier.class).orderedStream().toList(), bed.workers(), sink::count);
        hands.run(Duration.ofSeconds(10));
        var began = System.nanoTime();
        var sent = hands.run(Duration.ofSeconds(15));
        var rate = sent / ((System.nanoTime() - began) / 1e9);
        try {
            DispatchBench.execute(bed.superuser(), "update prospecting.touch set state = 'CANCELLED' where workspace = '%s' and state = 'PLANNED'".formatted(operator.workspace()));
        } catch (SQLException e) {
            throw new CannotRun("The database does not answer: " + e.getMessage(), e);
        }
        return rate;
    }

    private void report(SmtpSink sink, Instant from) throws SQLException {
        var due = new HashMap<UUID, Instant>();
        try (var statement = bed.superuser().createStatement(); var row = statement.executeQuery("select id, due_at from prospecting.touch where workspace = '%s' and due_at >= timestamptz '%s'".formatted(operator.workspace(), from))) {
            while (row.next()) {
                due.put(row.getObject(1, UUID.class), row.getTimestamp(2).toInstant());
            }
        }
        var late = new ArrayList<Double>();
        sink.arrived().forEach((name, at) -> {
            var wanted = due.get(UUID.fromString(name.substring(2, 38)));
            if (wanted != null) {
                late.add(Duration.between(wanted, at).toNanos() / 1e6);
            }
        });
        Collections.sort(late);
        bed.say().accept("late, of %,d mails             half %,.0f ms, 95 %% %,.0f ms, 99 %% %,.0f ms, all %,.0f ms".formatted(late.size(), at(late, 0.5), at(late, 0.95), at(late, 0.99), late.getLast()));
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
    }
}
