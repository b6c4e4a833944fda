package rapport.prospecting.calls;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.crm.record.Correspondents;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.crm.record.TheirTime;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.prospecting.Channel;
import rapport.prospecting.TouchId;
import rapport.prospecting.blocks.Blocks;
import rapport.prospecting.law.Gate;
import rapport.prospecting.law.Verdict;
import rapport.prospecting.plays.Hand;
import rapport.prospecting.plays.Template;

/**
 * Letters, gifts and mails that name the hour of a call: the call is planned with them, in time set aside for it.
 *
 * <p>Source: practice 6, the card that names a time.
 */
@Service
@Transactional
public class Appointments {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE d MMMM 'at' HH:mm", Locale.ENGLISH);
    private static final int DAYS = 6; // so that a letter is there before the call
    private static final LocalTime MORNING = LocalTime.of(10, 0);

    private final Hand hand;
    private final CallPromises promises;
    private final Blocks blocks;
    private final Records records;
    private final Correspondents correspondents;
    private final Gate gate;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Appointments(Hand hand, CallPromises promises, Blocks blocks, Records records, Correspondents correspondents, Gate gate, Audit audit, JdbcClient jdbc, Clock clock) {
        this.hand = hand;
        this.promises = promises;
        this.blocks = blocks;
        this.records = records;
        this.correspondents = correspondents;
        this.gate = gate;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** When it could be, on their clock: within the viewer's next block that leaves the post some days, or else in a morning. */
    @Transactional(readOnly = true)
    public LocalDateTime proposed(Hand.Task task, Viewer viewer) {
        var zone = zone(records.read(Kind.CONTACT, task.contact(), viewer), viewer);
        var earliest = clock.instant().atZone(zone).toLocalDate().plusDays(DAYS);
        while (earliest.getDayOfWeek().getValue() > 5) {
            earliest = earliest.plusDays(1);
        }
        var morning = earliest.atTime(MORNING);
        return blocks.next(earliest.atStartOfDay(zone).toInstant(), viewer).map(it -> it.startsAt().atZone(zone).toLocalDateTime()).filter(it -> it.isBefore(morning.plusDays(DAYS))).orElse(morning);
    }

    /** Puts the hour into the words, promises the call, and sets time aside for it where none is. @param theirs on their clock @throws Refused when there is no such hour, the law keeps them uncalled then, or the viewer is busy */
    public Instant name(TouchId touch, LocalDateTime theirs, Viewer viewer) {
        viewer.mustChange();
        var task = hand.task(touch, viewer);
        if (!Template.promisesCall(task.words())) {
            throw new Refused("prospecting.no-call-date", "It names no hour of a call, or names it already.");
        }
        var contact = records.read(Kind.CONTACT, task.contact(), viewer);
        var zone = zone(contact, viewer);
        var at = theirs.atZone(zone).toInstant();
        if (!at.isAfter(clock.instant())) {
            throw new Refused("prospecting.promise-past", "A call can be promised only for a time to come.");
        }
        var to = java.util.Objects.requireNonNull(correspondents.reachable(List.of(contact.id())).get(contact.id()));
        if (to.number().isEmpty()) {
            throw new Refused("prospecting.no-number", "Nobody knows a number of theirs. Add one to the contact first.");
        }
        var verdict = gate.judge(to, Channel.CALL.name(), at);
        if (!verdict.isAllowed()) {
            throw new Refused("prospecting.law", verdict instanceof Verdict.Later later ? "%s They can be called from %s on.".formatted(verdict.words(), WHEN.format(later.at().atZone(zone))) : verdict.words());
        }
        write(touch, task.words(), Template.withCall(task.words(), WHEN.format(theirs)));
        blocks.cover(at, "Calls that were promised", viewer);
        promises.make(contact.id(), viewer.id(), at, zone, touch);
        audit.record("prospecting.promise.made", touch.toString(), Map.of("at", at.toString()), viewer);
        return at;
    }

    /** Whoever names an hour at the same moment waits here, and finds the words changed. */
    private void write(TouchId touch, String before, String words) {
        if (jdbc.sql("update prospecting.words set body = :body where touch = :touch and body = :before").param("body", words).param("touch", touch.value()).param("before", before).update() == 0) {
            throw new Refused("prospecting.no-call-date", "Somebody has named the hour just now. Look at it again.");
        }
    }

    private ZoneId zone(CrmRecord contact, Viewer viewer) {
        return TheirTime.of(contact, clock.instant()).map(TheirTime.Zone::zone).orElse(viewer.zone());
    }
}
