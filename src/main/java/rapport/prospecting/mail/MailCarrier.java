package rapport.prospecting.mail;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.prospecting.dispatch.Carrier;
import rapport.prospecting.dispatch.Claimed;
import rapport.prospecting.dispatch.Stops;

/** Takes mails to the servers of the mailboxes they are written from. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class MailCarrier implements Carrier {

    private record Words(UUID touch, String address, String subject, String body, @Nullable UUID answers) {}

    private final Mailboxes mailboxes;
    private final MessageIds ids;
    private final Leaving leaving;
    private final Stops stops;
    private final JdbcClient jdbc;
    private final Clock clock;

    MailCarrier(Mailboxes mailboxes, MessageIds ids, Leaving leaving, Stops stops, JdbcClient jdbc, Clock clock) {
        this.mailboxes = mailboxes;
        this.ids = ids;
        this.leaving = leaving;
        this.stops = stops;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public boolean carries(UUID lane) {
        return mailboxes.has(lane);
    }

    @Override
    public Map<UUID, Load> load(UUID lane, List<Claimed> touches) {
        var mailbox = mailboxes.sender(lane);
        var words = jdbc.sql("select touch, address, subject, body, answers from prospecting.words where touch = any(:touches)").param("touches", touches.stream().map(Claimed::id).toArray(UUID[]::new))
                .query(Words.class).stream().collect(Collectors.toMap(Words::touch, Function.identity()));
        var loads = new HashMap<UUID, Load>();
        for (var touch : touches) {
            var said = words.get(touch.id());
            loads.put(touch.id(), said == null ? new Load.Unfit("Nobody has written what it says.") : new Load.Ready(parcel(mailbox, said), stops.ofMail(touch.contact(), said.address)));
        }
        return loads;
    }

    private Parcel parcel(Mailboxes.Sender from, Words it) {
        return new Parcel(it.touch, from.address(), from.shownAs(), it.address, it.subject, it.body, ids.of(it.touch, from.address()), it.answers == null ? null : ids.of(it.answers, from.address()),
                leaving.address(it.touch), clock.instant());
    }

    @Override
    public Route route(UUID lane) {
        return new MailRoute(mailboxes.door(lane));
    }
}
