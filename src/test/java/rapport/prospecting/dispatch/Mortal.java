package rapport.prospecting.dispatch;

import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import rapport.kernel.WorkspaceRegister;
import rapport.prospecting.sender.MessageIds;

/** Nodes that a test lets die at the worst moment. */
@Component
public class Mortal {

    public static final int MOST_TRIES = Round.MOST_TRIES;

    private final Lanes lanes;
    private final Claims claims;
    private final Recovery recovery;
    private final MessageIds ids;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Round round;
    private final WorkspaceRegister workspaces;
    private final Timetable timetable;
    private final Clock clock;

    Mortal(Lanes lanes, Claims claims, Recovery recovery, MessageIds ids, JdbcClient jdbc, TransactionOperations transactions, Round round, WorkspaceRegister workspaces, Timetable timetable, Clock clock) {
        this.lanes = lanes;
        this.claims = claims;
        this.recovery = recovery;
        this.ids = ids;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.round = round;
        this.workspaces = workspaces;
        this.timetable = timetable;
        this.clock = clock;
    }

    /** A node as a program has one, not started. */
    public Dispatcher alive(String home) {
        return new Dispatcher(round, recovery, new Nodes(home, jdbc, clock), workspaces, timetable, clock, true, 4);
    }

    public int begin(String home) {
        return jdbc.sql("insert into prospecting.node (home, began_at, beat_at) values (?, timestamptz '9000-01-01Z', timestamptz '9000-01-01Z') returning id").param(home).query(Integer.class).single();
    }

    /** As far as a worker comes before it sends. */
    public void claimAll(int node) {
        transactions.executeWithoutResult(_ -> claim(node));
    }

    /** One step further: it may have left. */
    public void beginAll(int node) {
        transactions.executeWithoutResult(_ -> claim(node).forEach(it -> claims.begin(null, it, List.of(), node)));
    }

    private List<Claimed> claim(int node) {
        return claims.take(lanes.take(node).orElseThrow().id(), Round.PORTION, node);
    }

    /** As if they had been written by another installation. */
    public void spoilPasswords() {
        transactions.executeWithoutResult(_ -> jdbc.sql("update prospecting.mailbox set password = decode(repeat('00', 40), 'hex')").update());
    }

    /** What a mail of this touch is called. */
    public String messageId(java.util.UUID touch, String from) {
        return ids.of(touch, from);
    }

    /** What the others do when they notice. */
    public void die(int node) {
        recovery.takeOver(List.of(node), Nodes.SETTLING);
    }
}
