package rapport.ops.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import rapport.kernel.Role;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.Workforce;
import rapport.prospecting.mail.Postboxes;

/** Reps with mailboxes, and mails that wait in them. */
final class Mailing {

    private final ApplicationContext context;
    private final Viewer operator;

    Mailing(ApplicationContext context, Viewer operator) {
        this.context = context;
        this.operator = operator;
    }

    /** One each, all at one server. @param imap where what was sent lies; 0 for nowhere */
    List<UUID> mailboxes(int count, int port, int imap) {
        var workforce = context.getBean(Workforce.class);
        var owner = ListBench.hire(workforce, "Olga Owner", Role.OWNER, null, operator);
        return IntStream.range(0, count).mapToObj(it -> {
            var rep = ListBench.hire(workforce, "Sender " + it, Role.REP, owner, operator);
            return context.getBean(Postboxes.class).open(new Postboxes.Wish(rep, "sender%d@northlight.example".formatted(it), "Sender " + it, "127.0.0.1", port, "NONE", null, null, 1_000_000, 0, imap == 0 ? null : new Postboxes.Imap("127.0.0.1", imap, "NONE", null)), operator).value();
        }).toList();
    }

    /** A contact, a touch and its words each, evenly over the mailboxes, all due at once. @param kilobytes of the words */
    void write(int count, List<UUID> mailboxes, Instant due, int kilobytes) {
        write(count, mailboxes, due, Duration.ZERO, kilobytes);
    }

    /** @param gap between one due and the next */
    void write(int count, List<UUID> mailboxes, Instant due, Duration gap, int kilobytes) {
        var jdbc = context.getBean(JdbcClient.class);
        context.getBean(TransactionOperations.class).executeWithoutResult(_ -> {
            jdbc.sql("set local enable_nestloop = off").update(); // the statistics know nothing of this workspace yet
            jdbc.sql("""
                            with made as (insert into crm.contact (id, first_name, last_name, email, version) select uuidv7(), 'Jonna', 'Saar ' || i, 'p' || i || '@brightwater.example', 0 from generate_series(1, :n) i returning id, email),
                                 known as (insert into prospecting.prospect (contact) select id from made),
                                 planned as (insert into prospecting.touch (id, contact, owner, kind, lane, state, due_at, touched_at)
                                             select uuidv7(), c.id, m.person, 'EMAIL', m.id, 'PLANNED', :due::timestamptz + c.place * :gap * interval '1 microsecond', :now
                                               from (select id, row_number() over (order by id) as place from made) c
                                               join (select id, person, row_number() over (order by id) as place from prospecting.mailbox where id = any(:mailboxes)) m on m.place = 1 + c.place % :boxes returning id, contact)
                            insert into prospecting.words (touch, address, subject, body)
                            select p.id, c.email, 'Held batches', rpad('Three of your batches were held. Shall we talk about it? ', :bytes, 'Every morning somebody counts them anew. ') from planned p join made c on c.id = p.contact""")
                    .param("n", count).param("due", Utc.of(due)).param("gap", gap.toNanos() / 1_000).param("now", Utc.of(context.getBean(Clock.class).instant())).param("mailboxes", mailboxes.toArray(UUID[]::new)).param("boxes", mailboxes.size())
                    .param("bytes", kilobytes * 1_000).update();
            jdbc.sql("update prospecting.lane set next_due = :due").param("due", Utc.of(due)).update();
            jdbc.sql("update prospecting.due set next_due = :due where workspace = :workspace").param("due", Utc.of(due)).param("workspace", operator.workspace().value()).update();
        });
    }
}
