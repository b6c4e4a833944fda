package rapport.coaching.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rapport.coaching.Meeting;
import rapport.coaching.Preparing;
import rapport.coaching.Question;
import rapport.coaching.QuestionLibrary;
import rapport.coaching.Session;
import rapport.coaching.verdict.Policy;
import rapport.crm.DealFacts;
import rapport.crm.OpportunityId;
import rapport.kernel.Ids;
import rapport.kernel.Money;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.web.FieldView;
import rapport.web.Option;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Who;

/** The hour between two people: agenda at the left, what the rep said of the deal in the middle, notes and promises at the right. @param me the viewer: what waits in a shared tablet is sent by nobody else */
public record MeetingPage(
        String me, String title, String root, Who coach, Who rep, String slot, boolean begun, boolean ended, Timer timer, AgendaPart agenda, WrittenPart written, List<Tab> tabs, @Nullable Deal deal,
        List<String> brought, List<String> asked, FieldView note, String noteId, FieldView cue, FieldView deed, FieldView due, List<Option> owners, @Nullable String wrong) implements Part {

    private static final int WIDTH = 260;

    /** @param begins ISO instant of the booked start, or of the real one once begun @param needed minutes from which it can count @param done and @param tick in plot units */
    public record Timer(String begins, int minutes, int needed, String left, int done, int tick) {}

    /** One of the deals that were brought. */
    public record Tab(String name, String href, boolean current) {}

    /** @param place "1 of 2" */
    public record Deal(String name, String place, List<Fact> facts, List<Asked> questions) {}

    /** @param slow something to look at */
    public record Fact(String label, String value, @Nullable String evidence, boolean slow) {}

    /** @param answer null while nobody knows */
    public record Asked(String question, @Nullable String answer) {}

    /** What the controller has read. */
    record Read(Session session, Map<PersonId, String> names, Optional<Meeting.Holding> holding, Preparing.Both both, List<DealFacts.Fact> facts, Policy policy) {}

    static MeetingPage of(Read it, AgendaPart agenda, WrittenPart written, @Nullable OpportunityId shown, @Nullable String wrong, Viewer viewer, Clock clock) {
        var session = it.session;
        var today = clock.instant().atZone(viewer.zone()).toLocalDate();
        var root = "/coaching/sessions/" + session.id();
        var rep = Stream.of(it.both.mine(), it.both.theirs()).filter(each -> each != null && each.person().equals(session.rep())).findFirst();
        var coach = Stream.of(it.both.mine(), it.both.theirs()).filter(each -> each != null && each.person().equals(session.coach())).findFirst();
        var briefs = rep.map(Preparing.Preparation::briefs).orElse(List.of());
        var current = briefs.stream().filter(each -> each.opportunity().equals(shown)).findFirst().or(() -> briefs.stream().findFirst());
        return new MeetingPage(viewer.id().toString(), "Coaching: %s and %s".formatted(first(session.coach(), it.names), first(session.rep(), it.names)), root,
                Who.of(session.coach(), it.names.getOrDefault(session.coach(), "?")), Who.of(session.rep(), it.names.getOrDefault(session.rep(), "?")),
                "%s · protected %s to %s".formatted(Say.longDay(session.startsAt().atZone(viewer.zone()).toLocalDate()), Say.time(session.startsAt(), viewer), Say.time(session.slot().end(), viewer)),
                it.holding.isPresent(), it.holding.map(held -> held.endedAt() != null).orElse(false), timer(it, clock.instant()), agenda, written,
                briefs.stream().map(brief -> new Tab(name(brief.opportunity(), it.facts), root + "/meeting?deal=" + brief.opportunity(), current.filter(brief::equals).isPresent())).toList(),
                current.map(brief -> deal(brief, briefs.indexOf(brief) + 1, briefs.size(), it)).orElse(null),
                rep.map(each -> each.words().lines().filter(line -> !line.isBlank()).toList()).orElse(List.of()),
                coach.map(each -> each.words().lines().filter(line -> !line.isBlank()).toList()).orElse(List.of()),
                FieldView.of("words", ""), Ids.next(clock, java.util.UUID::toString), FieldView.of("cue", ""), FieldView.of("deed", ""), FieldView.of("due", today.plusWeeks(2)),
                Stream.of(session.rep(), session.coach()).map(who -> Option.of(who.toString(), first(who, it.names))).toList(), wrong);
    }

    private static Timer timer(Read it, Instant now) {
        var minutes = it.session.minutes();
        var needed = Math.max(it.policy.leastMinutes(), (int) Math.ceil(minutes * it.policy.sharePercent() / 100.0));
        var begins = it.holding.map(Meeting.Holding::startedAt).orElse(it.session.startsAt());
        var until = it.holding.map(Meeting.Holding::endedAt).orElse(null);
        var passed = Math.clamp(Duration.between(begins, until == null ? now : until).toMinutes(), 0, minutes);
        return new Timer(begins.toString(), minutes, needed, "%d:00".formatted(minutes - passed), (int) (passed * WIDTH / minutes), needed * WIDTH / minutes);
    }

    private static Deal deal(Preparing.Brief brief, int place, int of, Read it) {
        var questions = Arrays.stream(Question.values()).map(question -> new Asked(question.words(), brief.answers().get(question))).toList();
        var fact = it.facts.stream().filter(each -> each.id().equals(brief.opportunity().value())).findFirst();
        return new Deal(name(brief.opportunity(), it.facts), "%d of %d".formatted(place, of), fact.map(MeetingPage::facts).orElse(List.of()), questions);
    }

    static List<Fact> facts(DealFacts.Fact it) {
        var value = it.amount() == null || it.currency() == null ? "unknown" : Say.money(Money.of(it.amount(), it.currency()));
        var usual = it.usual() == null || it.low() == null || it.high() == null ? "not yet, %s of %d deals".formatted(Say.count(it.others()), DealFacts.LEAST_DEALS)
                : "usual %d · %d–%d, n=%s".formatted(Math.round(it.usual()), Math.round(it.low()), Math.round(it.high()), Say.count(it.others()));
        return List.of(new Fact("Value", value, null, false), new Fact("Stage", it.stage(), null, false),
                new Fact("In this stage", it.days() == null ? "unknown" : Say.days(it.days()), usual, it.isSlow()),
                new Fact("Since last time", Say.count(it.changes(), "change", "changes"), null, false));
    }

    static String name(OpportunityId id, List<DealFacts.Fact> facts) {
        return facts.stream().filter(it -> it.id().equals(id.value())).findFirst().map(MeetingPage::name).orElse("A deal");
    }

    static String name(DealFacts.Fact it) {
        return (it.account() == null ? "No account yet" : it.account()) + (it.product() == null ? "" : ", " + it.product());
    }

    static String first(PersonId who, Map<PersonId, String> names) {
        return names.getOrDefault(who, "?").split(" ")[0];
    }

    /** What the library offers, for the list behind the field. */
    public List<String> library() {
        return QuestionLibrary.all().stream().map(QuestionLibrary.Suggestion::words).toList();
    }

    static String promise(Meeting.Commitment it, Map<PersonId, String> names, LocalDate today) {
        return "%s · by %s%s".formatted(first(it.owner(), names), Say.day(it.due(), today), it.outcome() == null ? "" : " · " + it.outcome().toLowerCase(java.util.Locale.ROOT));
    }

    @Override
    public String template() {
        return "coaching/session/meeting";
    }
}
