package rapport.ops.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import rapport.kernel.Viewer;
import rapport.prospecting.dispatch.Carrier;
import rapport.prospecting.sender.Senders;

/** Mails of 20 kB, signed with both keys, to a server on the same machine that takes everything, which works on the same cores. */
final class MailRate {

    private static final int KILOBYTES = 20;
    private static final Duration WARM = Duration.ofSeconds(60);

    private final DispatchBench.Bed bed;
    private final Viewer operator;
    private final int mails;

    MailRate(DispatchBench.Bed bed, Viewer operator, int mails) {
        this.bed = bed;
        this.operator = operator;
        this.mails = mails;
    }

    void measure() throws SQLException, IOException {
        try (var sink = SmtpSink.open()) {
            bed.say().accept("Filling %d mailboxes with %,d mails of %d kB …".formatted(bed.workers(), mails, KILOBYTES));
            var mailing = new Mailing(bed.context(), operator);
            mailing.write(mails, mailing.mailboxes(bed.workers(), sink.port(), 0), bed.context().getBean(Clock.class).instant(), KILOBYTES);
            sign();
            DispatchBench.execute(bed.superuser(), "vacuum analyze");
            var hands = new Hands(bed.context(), operator.workspace(), bed.context().getBeanProvider(Carrier.class).orderedStream().toList(), bed.workers(), sink::count);
            bed.say().accept("Warming up …");
            hands.run(WARM);
            var commits = new ArrayList<Double>();
            var signatures = new ArrayList<Double>();
            var rates = new ArrayList<Double>();
            for (var round = 0; round < bed.rounds(); round++) {
                commits.add(bed.commits().run(bed.workers(), bed.round()));
                signatures.add(signatures(Duration.ofSeconds(5)));
                rates.add(hands.run(bed.round()) / (double) bed.round().toSeconds());
            }
            bed.say().accept("one-row commits, pgbench      %s a second".formatted(DispatchBench.spread(commits)));
            bed.say().accept("RSA-2048 signatures alone     %s a second, all cores".formatted(DispatchBench.spread(signatures)));
            bed.say().accept("mails signed and handed over  %s a second = %.2f of the commits, %.2f of the signatures".formatted(DispatchBench.spread(rates), DispatchBench.average(rates) / DispatchBench.average(commits), DispatchBench.average(rates) / DispatchBench.average(signatures)));
        }
    }

    /** As if the keys were published: nobody here answers for the domain. */
    private void sign() {
        bed.context().getBean(Senders.class).makeKeys("northlight.example", operator);
        requireNonNull(bed.context().getBean(TransactionOperations.class).execute(_ -> bed.context().getBean(JdbcClient.class).sql("update prospecting.sender set signs = true").update()));
    }

    /** What the processor could do if a mail were nothing but its first signature. */
    private static double signatures(Duration time) {
        try {
            var keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            var key = keys.generateKeyPair().getPrivate();
            var count = new LongAdder();
            var end = System.nanoTime() + time.toNanos();
            var threads = new ArrayList<Thread>();
            for (var core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
                var signature = Signature.getInstance("SHA256withRSA");
                signature.initSign(key);
                threads.add(Thread.ofPlatform().start(() -> {
                    while (System.nanoTime() < end) {
                        one(signature);
                        count.increment();
                    }
                }));
            }
            for (var thread : threads) {
                thread.join();
            }
            return count.sum() / (double) time.toSeconds();
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException("Every JDK signs with RSA", e);
        }
    }

    private static void one(Signature signature) {
        try {
            signature.update(new byte[500]); // about the headers that are signed
            signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK signs with RSA", e);
        }
    }
}
