package rapport.prospecting.web;

import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Phones;
import rapport.crm.record.TheirTime;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.prospecting.blocks.Blocks;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;
import rapport.prospecting.calls.CallPromises;
import rapport.prospecting.calls.Worklist;
import rapport.prospecting.dispatch.Tally;
import rapport.prospecting.law.Rule;
import rapport.prospecting.law.Verdict;
import rapport.prospecting.persistence.Outlook;
import rapport.prospecting.persistence.Overrides;
import rapport.prospecting.telephone.Switchboards;
import rapport.web.FieldView;
import rapport.web.Notice;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Tone;
import rapport.web.Who;

/**
 * A call: whom, why now, what to say, what came of it, and what is known.
 *
 * @param dial a tel address; null when nobody knows a number
 * @param overridden who does otherwise than advised, and why; null for nobody
 * @param dials whether a telephone system does it by a click
 * @param dialled what came of the last click; null for none lately
 * @param theirTime what their clock says, and how that is known
 */
public record CallPage(String id, String name, Who who, String lede, @Nullable String dial, @Nullable String number, String theirTime, List<Reason> reasons, List<Line> script, List<Key> keys, FieldView note, FieldView callAt,
        String attempt, String tally, List<String> marks, @Nullable ChancePlot plot, String chance, String evidence, String advice, String because, String otherwise, List<Past> past, List<Next> then, String allowed, @Nullable Notice notice, @Nullable Bar bar, boolean dials, @Nullable String dialled, FieldView override, @Nullable String overridden) implements Part {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final int MARKS = 18;

    record Facts(CrmRecord contact, String name, String company, Optional<TheirTime.Zone> zone, Tally tally, List<Attempts.Row> recent, List<Attempts.Row> past, Map<PersonId, String> people, List<CallPromises.Row> promises, Outlook outlook, List<Worklist.Row> then, Verdict verdict, Optional<Blocks.Row> block, int left, boolean dials, Optional<Switchboards.Dial> dialled, Optional<Overrides.Row> overridden) {}

    /** The block somebody is in. @param done of 220 */
    public record Bar(String id, String until, String left, int done, String words) {}

    private static Bar bar(Blocks.Row it, int left, Viewer viewer, Clock clock) {
        var now = clock.instant();
        var whole = Math.max(1, Duration.between(it.startsAt(), it.endsAt()).toMinutes());
        var rest = Math.max(0, Duration.between(now, it.endsAt()).toMinutes());
        return new Bar(it.id().toString(), "Protected until " + Say.time(it.endsAt(), viewer), rest + " min", (int) (220 * (whole - Math.min(whole, rest)) / whole), "%s, %s reached, %s to go".formatted(Say.count(it.calls(), "call", "calls"), Say.count(it.reached()), Say.count(left)));
    }

    public record Reason(String icon, String words) {}

    /** @param id of the choice @param said what one says @param aside what one does with the answer */
    public record Line(String id, String title, String said, String aside) {}

    public record Key(int key, String value, String title, String style) {}

    public record Past(String icon, String words, String when) {}

    public record Next(String href, String name, String note) {}

    private static String overridden(Overrides.Row it, Map<PersonId, String> people, Viewer viewer, Clock clock) {
        var who = viewer.is(it.person()) ? "You do" : people.getOrDefault(it.person(), "Somebody") + " does";
        return "%s otherwise since %s, after %s: “%s”".formatted(who, Say.moment(it.at(), viewer, clock), Say.count(it.failures(), "call in vain", "calls in vain"), it.reason());
    }

    private static String dialled(Switchboards.Dial it) {
        return switch (it.state()) {
            case "RINGING" -> "Your telephone rings.";
            case "ANSWERED" -> "You are connected, or theirs rings.";
            default -> it.reason() == null ? "The call did not come about." : it.reason();
        };
    }

    static CallPage of(Facts it, FieldView note, FieldView callAt, Viewer viewer, Clock clock) {
        var number = it.contact.text("mobile").or(() -> it.contact.text("phone"));
        var theirs = it.zone.map(zone -> "%s where they are".formatted(TIME.format(clock.instant().atZone(zone.zone())))).orElse("nobody knows what their clock says");
        var marks = new ArrayList<>(it.past.stream().filter(row -> row.number() != null).limit(MARKS).map(row -> AttemptWords.icon(row.kind())).toList().reversed());
        return new CallPage(it.contact.id().toString(), it.name, Who.of(new PersonId(it.contact.id()), it.name), lede(it), number.filter(them -> them.startsWith("+")).map(them -> "tel:" + them).orElse(null), number.map(Phones::shown).orElse(null), theirs,
                reasons(it, viewer, clock), script(it, viewer), Arrays.stream(CallOutcome.values()).map(CallPage::key).toList(), note, callAt, "Attempt " + Say.count(it.tally.all() + 1L),
                it.tally.firstAt() == null ? "The first. Every attempt counts, whoever makes it." : "%s so far, since %s, by %s".formatted(it.tally.words(), DAY.format(it.tally.firstAt().atZone(viewer.zone())), Say.count(it.tally.people(), "person", "people")),
                marks, plot(it.outlook), chance(it.outlook), evidence(it.outlook), it.outlook.advice().words() + (it.outlook.drawn() ? " They were drawn to be tried on all the same: only so does the tail become known." : ""),
                it.outlook.advice().because(), it.outlook.advice().otherwise(), it.recent.stream().map(row -> past(row, it.people, viewer, clock)).toList(), it.then.stream().map(row -> next(row, viewer, clock)).toList(), allowed(it.verdict, viewer, clock), notice(it.verdict, viewer, clock), it.block.map(block -> bar(block, it.left, viewer, clock)).orElse(null), it.dials && number.isPresent(), it.dialled.map(CallPage::dialled).orElse(null), FieldView.of("reason", ""), it.overridden.map(row -> overridden(row, it.people, viewer, clock)).orElse(null));
    }

    private static String lede(Facts it) {
        var title = it.contact.text("title").orElse("");
        return title.isEmpty() ? it.company : it.company.isEmpty() ? title : title + ", " + it.company;
    }

    private static List<Reason> reasons(Facts it, Viewer viewer, Clock clock) {
        var reasons = new ArrayList<Reason>();
        it.promises.forEach(promise -> reasons.add(new Reason("calendar-check", "%s promised them a call %s. Promised calls come first.".formatted(viewer.is(promise.person()) ? "You" : "A colleague", Say.moment(promise.promisedAt(), viewer, clock)))));
        it.past.stream().filter(row -> row.outcome().equals("REPLIED")).findFirst().ifPresent(row -> reasons.add(new Reason("mail", "They answered by e-mail %s.".formatted(Say.moment(row.at(), viewer, clock)))));
        it.past.stream().filter(row -> row.note() != null).findFirst().ifPresent(row -> reasons.add(new Reason("pencil", "The last one who called noted: “%s”".formatted(row.note()))));
        if (it.outlook.standing() == Outlook.Standing.REACHED) {
            reasons.add(new Reason("check", "They were reached before: go on where you stopped."));
        }
        if (reasons.isEmpty()) {
            reasons.add(new Reason("phone", it.outlook.failures() == 0 ? "Nobody here has called them yet." : "%s in vain is no answer. Somebody once got through at the 42nd.".formatted(Say.count(it.outlook.failures(), "call", "calls"))));
        }
        return reasons;
    }

    private static List<Line> script(Facts it, Viewer viewer) {
        var first = it.contact.text("first_name").orElse(it.name);
        return List.of(
                new Line("they", "They answer", "“Good morning, %s. This is %s. I call about one question and will be brief. Is this a bad moment?”".formatted(first, viewer.name()), "Then the question, and wait: “What does it cost you when it goes wrong, and who feels it first?”"),
                new Line("gatekeeper", "Gatekeeper", "“Good morning. I am looking for whoever worries about this. Is that %s, or somebody beside them?”".formatted(first), "Say who you are and ask for help. A name is a result: note it."),
                new Line("voicemail", "Voicemail", "“%s, this is %s. One question, no presentation. I call again and also write you a line.”".formatted(first, viewer.name()), "Twenty seconds. Name the day you call again, and promise it."));
    }

    private static String allowed(Verdict it, Viewer viewer, Clock clock) {
        return switch (it) {
            case Verdict.Allowed allowed -> allowed.rules().stream().filter(rule -> rule.kind() == Rule.Kind.WINDOW).findFirst().map(rule -> "may call " + rule.params().split(" ")[0].replace('-', '–')).orElse("may be called");
            case Verdict.Later later -> "not before " + Say.moment(later.at(), viewer, clock);
            case Verdict.Denied _ -> "not to be called";
        };
    }

    private static @Nullable Notice notice(Verdict it, Viewer viewer, Clock clock) {
        return switch (it) {
            case Verdict.Allowed _ -> null;
            case Verdict.Later later -> new Notice(Tone.WARN, "clock", "Not now: they may be called from %s on, on your clock.".formatted(Say.moment(later.at(), viewer, clock)), it.words(), null);
            case Verdict.Denied _ -> new Notice(Tone.LATE, "alert-triangle", "They are not to be called.", it.words(), null);
        };
    }

    private static Key key(CallOutcome it) {
        return new Key(it.key(), it.name(), it.title(), it.isReached() ? "is-win" : it == CallOutcome.NEVER ? "is-stop" : "");
    }

    private static @Nullable ChancePlot plot(Outlook it) {
        return it.curve().isEmpty() || it.standing() != Outlook.Standing.OPEN ? null : ChancePlot.of(it.curve(), it.failures());
    }

    private static String chance(Outlook it) {
        if (it.standing() != Outlook.Standing.OPEN) {
            return it.standing() == Outlook.Standing.REACHED ? "They were reached already." : "They are not to be called any more.";
        }
        return it.next() == null ? "Nobody can say yet" : "%s this time".formatted(ChancePlot.percent(it.next().middle()));
    }

    private static String evidence(Outlook it) {
        if (it.next() == null) {
            return "%s of the 10 reached that are needed".formatted(Say.count(it.allReached()));
        }
        var ground = switch (it.ground()) {
            case PRIOR_ONLY -> "nothing to go by";
            case THIN -> "thin";
            case SOLID -> "solid";
        };
        return "90 %% interval %s–%s, %s: %s like them, %s in all".formatted(ChancePlot.percent(it.next().low()), ChancePlot.percent(it.next().high()), ground, Say.count(it.people(), "person", "people"), Say.count(it.allPeople()));
    }

    private static Past past(Attempts.Row it, Map<PersonId, String> people, Viewer viewer, Clock clock) {
        var by = people.getOrDefault(new PersonId(it.person()), "somebody who left");
        return new Past(AttemptWords.icon(it.kind()), AttemptWords.of(it) + (it.note() == null ? "" : ": “%s”".formatted(it.note())), "%s%s, %s".formatted(Say.moment(it.at(), viewer, clock), it.number() == null ? "" : ", attempt " + Say.count(it.number()), by));
    }

    private static Next next(Worklist.Row it, Viewer viewer, Clock clock) {
        return new Next(WorklistPage.href(it), it.name(), it.promisedAt() != null ? "promised " + Say.moment(it.promisedAt(), viewer, clock) : it.failures() == 0 ? "first call" : "call " + Say.count(it.failures() + 1L));
    }

    @Override
    public String template() {
        return "prospecting/call/show";
    }

}
