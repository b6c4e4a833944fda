package rapport.prospecting.inbox;

import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import rapport.prospecting.dispatch.Errand;
import rapport.prospecting.sender.MessageIds;

/**
 * Finds out what became of mails nobody knows of: those that lie where the server puts what it has sent have gone. Those that do not
 * have not, but only where that folder proves itself: when it holds the last mails of which it is known that they went.
 */
@Component
public class Reconciler implements Errand {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    /** A server that could not be reached is asked again soon, a folder that proves nothing seldom. */
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration SELDOM = Duration.ofHours(1);

    private final Watches watches;
    private final Doubts doubts;
    private final MessageIds ids;
    private final Clock clock;

    Reconciler(Watches watches, Doubts doubts, MessageIds ids, Clock clock) {
        this.watches = watches;
        this.doubts = doubts;
        this.ids = ids;
        this.clock = clock;
    }

    /** Mailboxes with something that can be found out now. */
    @Override
    public List<UUID> due() {
        return doubts.mailboxes();
    }

    @Override
    public void run(UUID mailbox) {
        var box = watches.letterbox(mailbox);
        var open = doubts.of(mailbox);
        if (box.isEmpty() || open.isEmpty()) {
            return;
        }
        try (var line = ImapLine.open(box.get())) {
            var sent = line.sent(box.get().sentFolder());
            if (sent.isEmpty()) {
                doubts.putOff(open, clock.instant().plus(SELDOM), "The server names no folder where sent mail lies");
                return;
            }
            var found = new HashMap<UUID, Boolean>();
            for (var it : open) {
                found.put(it.touch(), sent.get().has(ids.of(it.touch(), box.get().address())));
            }
            settle(box.get(), open, found, proves(box.get(), sent.get()));
        } catch (MessagingException | IllegalStateException e) {
            LOG.info("What {} has sent cannot be looked through: {}", box.get().host(), e.getMessage());
            doubts.putOff(open, clock.instant().plus(SOON), null);
        }
    }

    private boolean proves(Letterbox box, ImapLine.Sent sent) throws MessagingException {
        var gone = doubts.lastGone(box.mailbox(), clock.instant().minus(Duration.ofSeconds(20)));
        for (var it : gone) {
            if (!sent.has(ids.of(it, box.address()))) {
                return false;
            }
        }
        return !gone.isEmpty();
    }

    private void settle(Letterbox box, List<Doubts.Doubt> open, Map<UUID, Boolean> found, boolean proves) {
        var left = open.stream().filter(it -> !Boolean.TRUE.equals(found.get(it.touch())) && !proves).toList();
        doubts.settle(open.stream().filter(it -> !left.contains(it)).toList(), found);
        doubts.putOff(left, clock.instant().plus(SELDOM), "It does not lie where sent mail lies, but not all that was sent does");
        LOG.info("{}: of {} uncertain mails {} had gone, {} had not, {} stay uncertain", box.address(), open.size(), found.values().stream().filter(it -> it).count(), open.size() - left.size() - found.values().stream().filter(it -> it).count(), left.size());
    }

}
