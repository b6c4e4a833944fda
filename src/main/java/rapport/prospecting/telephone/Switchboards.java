package rapport.prospecting.telephone;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import rapport.audit.Audit;
import rapport.crm.record.Correspondents;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Vault;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;
import rapport.prospecting.Channel;
import rapport.prospecting.law.Gate;

/** A telephone system that dials for people: one click, one call, and never again by itself (47 CFR 64.1200). */
@Service
@Transactional
public class Switchboards {

    private static final Logger LOG = LoggerFactory.getLogger(Switchboards.class);
    private static final Duration RINGING = Duration.ofSeconds(60);

    /** @param context of its dial plan */
    public record Wish(String host, int port, String login, String secret, String context) {}

    public record Board(String host, int port, String login, String context) {}

    /** What came of a click. @param state RINGING, ANSWERED or FAILED */
    public record Dial(UUID contact, String state, @Nullable String reason) {}

    private record Line(String host, int port, String login, byte[] secret, String context) {}

    private final Gate gate;
    private final Correspondents correspondents;
    private final Vault vault;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    Switchboards(Gate gate, Correspondents correspondents, Vault vault, Audit audit, JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.gate = gate;
        this.correspondents = correspondents;
        this.vault = vault;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Board> board() {
        return jdbc.sql("select host, port, login, context from prospecting.switchboard").query(Board.class).optional();
    }

    /** Instead of the one there was. */
    public void set(Wish wish, Viewer viewer) {
        mustAdminister(viewer);
        jdbc.sql("insert into prospecting.switchboard (host, port, login, secret, context, made_at) values (:host, :port, :login, :secret, :context, :now) on conflict (workspace) do update set host = excluded.host, port = excluded.port, login = excluded.login, secret = excluded.secret, context = excluded.context")
                .param("host", wish.host.strip()).param("port", wish.port).param("login", wish.login.strip()).param("secret", vault.seal(wish.secret)).param("context", wish.context.strip()).param("now", Utc.of(clock.instant())).update();
        audit.record("prospecting.switchboard.set", "switchboard", Map.of("host", wish.host), viewer);
    }

    public void remove(Viewer viewer) {
        mustAdminister(viewer);
        jdbc.sql("delete from prospecting.switchboard").update();
        audit.record("prospecting.switchboard.removed", "switchboard", Map.of(), viewer);
    }

    @Transactional(readOnly = true)
    public Optional<String> device(Viewer viewer) {
        return jdbc.sql("select device from prospecting.extension where person = :me").param("me", viewer.id().value()).query(String.class).optional();
    }

    /** @param device such as PJSIP/100; blank for none */
    public void setDevice(String device, Viewer viewer) {
        viewer.mustChange();
        if (!device.isBlank() && !device.strip().matches("[A-Za-z0-9]+/[A-Za-z0-9_.@-]{1,60}")) {
            throw new Refused("prospecting.device", "A telephone is called such as PJSIP/100.");
        }
        if (device.isBlank()) {
            jdbc.sql("delete from prospecting.extension where person = :me").param("me", viewer.id().value()).update();
        } else {
            jdbc.sql("insert into prospecting.extension (person, device) values (:me, :device) on conflict (workspace, person) do update set device = excluded.device").param("me", viewer.id().value()).param("device", device.strip()).update();
        }
    }

    /** The viewer's last click on somebody; empty when it was long ago. */
    @Transactional(readOnly = true)
    public Optional<Dial> last(UUID contact, Viewer viewer) {
        return jdbc.sql("select contact, state, reason from prospecting.dial where person = :me and contact = :contact and at > :since order by at desc, id desc limit 1").param("me", viewer.id().value()).param("contact", contact).param("since", Utc.of(clock.instant().minus(Duration.ofMinutes(5)))).query(Dial.class).optional();
    }

    /** Rings the viewer's own telephone, and theirs when it is picked up. Asks a server: no transaction is open meanwhile. @throws Refused when the law, the number or the telephone system says no */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void dial(UUID contact, Viewer viewer) {
        viewer.mustChange();
        record Plan(UUID id, Line line, String device, String number) {}
        var plan = java.util.Objects.requireNonNull(transactions.execute(_ -> {
            var line = jdbc.sql("select host, port, login, secret, context from prospecting.switchboard").query(Line.class).optional().orElseThrow(() -> new Refused("prospecting.no-switchboard", "There is no telephone system here. An administrator sets it up under Settings, Telephone."));
            var device = device(viewer).orElseThrow(() -> new Refused("prospecting.no-device", "Say first which telephone is yours, under Settings, Telephone."));
            var to = Optional.ofNullable(correspondents.reachable(List.of(contact)).get(contact)).filter(it -> !it.gone()).orElseThrow(() -> new NotFound("prospecting.contact-not-found", "There is no such contact."));
            var number = to.number().filter(it -> it.matches("\\+\\d{5,15}")).orElseThrow(() -> new Refused("prospecting.no-number", "Nobody knows a number of theirs that could be dialled."));
            var verdict = gate.judge(to, Channel.CALL.name());
            if (!verdict.isAllowed()) {
                throw new Refused("prospecting.law", verdict.words());
            }
            return new Plan(begin(contact, viewer), line, device, number);
        }));
        try {
            var session = AmiSession.open(plan.line.host, plan.line.port, plan.line.login, vault.open(plan.line.secret));
            try {
                session.originate(plan.id, plan.device, plan.number, plan.line.context, viewer.name());
            } catch (IOException | RuntimeException e) {
                session.close();
                throw e;
            }
            Thread.ofVirtual().name("dial").start(() -> Workspaces.in(viewer.workspace(), () -> {
                listen(session, plan.id);
                return plan.id;
            }));
        } catch (IOException | IllegalStateException e) { // the latter when the secret was sealed with another key
            end(plan.id, "FAILED", String.valueOf(e.getMessage()));
            throw new Refused("prospecting.switchboard", "The telephone system did not take the call: %s".formatted(e.getMessage()));
        }
    }

    /** One call at a time: a second click while it rings is none. */
    private UUID begin(UUID contact, Viewer viewer) {
        var now = clock.instant();
        jdbc.sql("update prospecting.dial set state = 'FAILED', reason = 'Nothing was heard of it' where person = :me and state = 'RINGING' and at < :before").param("me", viewer.id().value()).param("before", Utc.of(now.minus(RINGING))).update();
        var id = Ids.next(clock, Function.<UUID>identity());
        try {
            jdbc.sql("insert into prospecting.dial (id, person, contact, at, state) values (:id, :me, :contact, :now, 'RINGING')").param("id", id).param("me", viewer.id().value()).param("contact", contact).param("now", Utc.of(now)).update();
        } catch (DuplicateKeyException e) {
            throw new Refused("prospecting.dial-ringing", "Your telephone rings already. One click is one call.");
        }
        return id;
    }

    private void listen(AmiSession session, UUID id) {
        try (session) {
            session.outcome(id, RINGING).ifPresentOrElse(why -> end(id, "FAILED", why), () -> end(id, "ANSWERED", null));
        } catch (IOException e) {
            LOG.info("Nothing more was heard of a call: {}", e.getMessage());
            end(id, "FAILED", "Nothing more was heard of it");
        }
    }

    private void end(UUID id, String state, @Nullable String reason) {
        transactions.executeWithoutResult(_ -> jdbc.sql("update prospecting.dial set state = :state, reason = :reason where id = :id and state = 'RINGING'").param("state", state).param("reason", reason).param("id", id).update());
    }

    private static void mustAdminister(Viewer viewer) {
        if (!viewer.role().administers()) {
            throw new Forbidden("prospecting.switchboard", "The telephone system is set up by an administrator.");
        }
    }
}
