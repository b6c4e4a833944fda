package rapport.ops.bench;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Through;
import rapport.kernel.Viewer;
import rapport.prospecting.law.Rules;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;

/** People taken into a play whose first step sends itself, beside COPY of the rows that come of it into the same tables. */
final class EnrolRate {

    private static final int PORTION = 10_000; // as many as are brought in at once
    private static final List<String> TABLES = List.of("enrolment", "touch", "words");

    private final DispatchBench.Bed bed;
    private final Viewer operator;
    private final int people;

    EnrolRate(DispatchBench.Bed bed, Viewer operator, int people) {
        this.bed = bed;
        this.operator = operator;
        this.people = people;
    }

    void measure() throws SQLException, IOException {
        var jdbc = bed.context().getBean(JdbcClient.class);
        var transactions = bed.context().getBean(TransactionOperations.class);
        new Mailing(bed.context(), operator).mailboxes(1, 9, 0);
        var rep = person(requireNonNull(transactions.execute(_ -> jdbc.sql("select person from prospecting.mailbox").query(UUID.class).single())), Role.REP);
        bed.context().getBean(Rules.class).confirm(person(UUID.randomUUID(), Role.ADMIN));
        var plays = bed.context().getBean(Plays.class);
        var play = plays.make("Held batches", Plays.Kind.PROSPECT, "", List.of(Step.of(1, StepKind.AUTO_EMAIL, 0, Step.Unit.BUSINESS, "One question, {{first_name}}", "How many batches were held this week at {{company|your plant}}, {{first_name}}?")), person(rep.id().value(), Role.ADMIN));
        plays.publish(play, person(rep.id().value(), Role.ADMIN));
        transactions.executeWithoutResult(_ -> jdbc.sql("insert into crm.contact (id, first_name, last_name, email, country, version) select uuidv7(), 'Jonna', 'Saar ' || i, 'p' || i || '@brightwater.example', 'IE', 0 from generate_series(1, :n) i").param("n", people).update());
        DispatchBench.execute(bed.superuser(), "vacuum analyze");
        var contacts = requireNonNull(transactions.execute(_ -> jdbc.sql("select id from crm.contact order by id").query(UUID.class).list()));
        var enrolments = bed.context().getBean(Enrolments.class);
        var memory = new Memory();
        var held = 0;
        var began = System.nanoTime();
        for (var from = 0; from < contacts.size(); from += PORTION) {
            held += enrolments.enrol(play, contacts.subList(from, Math.min(contacts.size(), from + PORTION)), rep).held();
        }
        var rate = people / ((System.nanoTime() - began) / 1e9);
        var grown = memory.ended();
        var copy = people / copySeconds();
        bed.say().accept("enrolled                      %,6.0f people a second (%,d of them held) = %.2f of COPY, %,d MB more in memory at most".formatted(rate, held, rate / copy, grown));
        bed.say().accept("COPY of the same rows         %,6.0f people a second, %d tables".formatted(copy, TABLES.size()));
    }

    private Viewer person(UUID id, Role role) {
        return new Viewer(operator.workspace(), new PersonId(id), "Bench", role, ZoneOffset.UTC, Locale.ENGLISH, Through.COMMAND, "bench");
    }

    /** Into the same tables, as another workspace's, and taken back. */
    private double copySeconds() throws SQLException, IOException {
        var copies = bed.superuser().unwrap(PGConnection.class).getCopyAPI();
        var other = UUID.randomUUID().toString();
        var rows = new LinkedHashMap<String, byte[]>();
        for (var table : Stream.concat(Stream.of("play"), TABLES.stream()).toList()) {
            var out = new ByteArrayOutputStream();
            copies.copyOut("copy (select * from prospecting.%s where workspace = '%s') to stdout".formatted(table, operator.workspace()), out);
            rows.put(table, out.toString(StandardCharsets.UTF_8).replace(operator.workspace().toString(), other).getBytes(StandardCharsets.UTF_8));
        }
        bed.superuser().setAutoCommit(false);
        copies.copyIn("copy prospecting.play from stdin", new ByteArrayInputStream(requireNonNull(rows.remove("play")))); // what the others hang on
        var began = System.nanoTime();
        for (var it : rows.entrySet()) {
            copies.copyIn("copy prospecting.%s from stdin".formatted(it.getKey()), new ByteArrayInputStream(it.getValue()));
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        bed.superuser().rollback();
        bed.superuser().setAutoCommit(true);
        return seconds;
    }

    /** The most that is held at once, looked at every few seconds. */
    private static final class Memory {

        private final AtomicLong most = new AtomicLong();
        private final AtomicBoolean over = new AtomicBoolean();
        private final long before = inUse();

        Memory() {
            Thread.ofPlatform().daemon().start(() -> {
                while (!over.get()) {
                    most.accumulateAndGet(inUse(), Math::max);
                    ServedProgram.pause(5_000);
                }
            });
        }

        long ended() {
            over.set(true);
            return Math.max(0, most.get() - before) >> 20;
        }

        private static long inUse() {
            System.gc();
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
    }
}
