package rapport.prospecting.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.kernel.Viewer;
import rapport.prospecting.blocks.Blocks;
import rapport.prospecting.calls.Worklist;
import rapport.prospecting.dispatch.Outgoing;
import rapport.prospecting.inbox.Arrivals;
import rapport.prospecting.mail.Postboxes;
import rapport.web.Action;
import rapport.web.Say;
import rapport.web.TodayCard;
import rapport.web.TodayCards;

/** What was promised to somebody, who has answered, what nobody knows of, and the time set aside: before what only would be good to do. */
@Component
class ProspectingToday implements TodayCards {

    private static final int MOST = 3;
    private static final Duration ON_TIME = Duration.ofMinutes(15);
    private static final Duration REBOOT = Duration.ofMinutes(20);
    private static final Duration PATIENCE = Duration.ofHours(4); // what a day's answer may take

    private final Worklist worklist;
    private final Arrivals arrivals;
    private final Outgoing outgoing;
    private final Blocks blocks;
    private final Postboxes postboxes;
    private final Names names;
    private final Clock clock;

    ProspectingToday(Worklist worklist, Arrivals arrivals, Outgoing outgoing, Blocks blocks, Postboxes postboxes, Names names, Clock clock) {
        this.worklist = worklist;
        this.arrivals = arrivals;
        this.outgoing = outgoing;
        this.blocks = blocks;
        this.postboxes = postboxes;
        this.names = names;
        this.clock = clock;
    }

    @Override
    public List<TodayCard> of(Viewer viewer) {
        if (!viewer.role().sells()) {
            return List.of();
        }
        var cards = new ArrayList<TodayCard>();
        worklist.due(viewer).stream().filter(it -> it.promisedAt() != null).limit(MOST).forEach(it -> cards.add(promised(it, viewer)));
        answers(cards, viewer);
        blocks.next(clock.instant(), viewer).filter(it -> isToday(it.startsAt(), viewer)).ifPresent(it -> cards.add(block(it, viewer)));
        postboxes.shut(REBOOT, viewer).forEach(it -> cards.add(new TodayCard(it.since().plus(PATIENCE), Say.moment(it.since(), viewer, clock), "nothing is lost", "See why nothing leaves %s".formatted(it.address()), it.why(), null, List.of(Action.second("Open the mailboxes", "/settings/mailboxes")))));
        var uncertain = outgoing.uncertain(viewer);
        if (uncertain > 0) {
            cards.add(new TodayCard(clock.instant().plus(PATIENCE), "today", "nothing is sent twice", "Say whether %s arrived".formatted(Say.count(uncertain, "mail has", "mails have")), "The line broke in the one moment in which nobody can know.", null, List.of(Action.second("Look at them", "/prospecting?show=UNCERTAIN"))));
        }
        return cards;
    }

    private boolean isToday(Instant at, Viewer viewer) {
        return LocalDate.ofInstant(at, viewer.zone()).equals(LocalDate.ofInstant(clock.instant(), viewer.zone()));
    }

    private TodayCard promised(Worklist.Row it, Viewer viewer) {
        var at = Objects.requireNonNull(it.promisedAt());
        var late = clock.instant().isAfter(at.plus(ON_TIME));
        return new TodayCard(at.plus(ON_TIME), isToday(at, viewer) ? Say.time(at, viewer) : Say.moment(at, viewer, clock), late ? "the time has passed" : "kept within 15 min", "Call %s".formatted(it.name()),
                late ? "You promised this call. Call now, and say so." : it.handedOver() ? "A colleague who is away promised this call." : "You promised this call.", null, List.of(Action.second("Call them", "/prospecting/calls/" + it.contact()).with("phone")));
    }

    private void answers(List<TodayCard> cards, Viewer viewer) {
        var waiting = arrivals.waiting(MOST, viewer);
        var called = names.ofRecords(Kind.CONTACT, waiting.stream().map(Arrivals.Row::contact).distinct().toList(), viewer);
        waiting.forEach(it -> {
            var said = AnswersPage.brief(it.said());
            cards.add(new TodayCard(it.receivedAt().plus(PATIENCE), Say.moment(it.receivedAt(), viewer, clock), "came in", "Answer %s".formatted(called.getOrDefault(it.contact(), "somebody who is gone")), said.isEmpty() ? it.subject() : "“%s”".formatted(said), null,
                    List.of(Action.second("Answer", "/prospecting/mails/new?contact=" + it.contact() + (it.touch() == null ? "" : "&thread=" + it.touch())), Action.quiet("Done", "/prospecting/answers/%s/handling".formatted(it.id())).posting())));
        });
    }

    private TodayCard block(Blocks.Row it, Viewer viewer) {
        var running = it.state().equals("RUNNING");
        return new TodayCard(it.startsAt(), Say.time(it.startsAt(), viewer), running ? "under way" : "protected until %s".formatted(Say.time(it.endsAt(), viewer)), it.goal().isBlank() ? "Prospecting" : it.goal(), "Time set aside for reaching people. Nothing else is booked into it.", null,
                List.of(Action.second("Open the block", "/prospecting/blocks")));
    }
}
