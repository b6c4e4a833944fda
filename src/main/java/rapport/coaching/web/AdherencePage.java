package rapport.coaching.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rapport.coaching.Adherence;
import rapport.coaching.Contacts;
import rapport.coaching.Adherence.Wait;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.kernel.Wilson;
import rapport.web.Action;
import rapport.web.EmptyState;
import rapport.web.Entry;
import rapport.web.How;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Shares;
import rapport.web.Stat;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Row;
import rapport.web.Tone;
import rapport.web.Who;

/** Who gets what was promised, and who has waited too long. */
public record AdherencePage(PageHead head, @Nullable Stat sum, Table table, List<Option> people, @Nullable Shares went, List<Entry> lately) implements Part {

    private static final int WIDTH = 232;
    private static final int BAR = 102;
    private static final int DAYS = 56;

    static AdherencePage of(List<Adherence.Row> rows, Map<PersonId, String> names, Map<UUID, Long> talks, Map<UUID, UUID> next, List<Contacts.Word> lately, Viewer viewer, Clock clock) {
        var today = clock.instant().atZone(viewer.zone()).toLocalDate();
        return new AdherencePage(PageHead.of("Coaching that counted", lede(rows, names), actions(rows, names, next, viewer)).under("Coaching", "/coaching"), sum(rows, today),
                new Table("Adherence by person, rolling eight weeks",
                        List.of(Column.of("Rep"), Column.of("Eight weeks to " + Say.day(today, today)), Column.number("Counted / due"), Column.of("Since the last that counted"), Column.of("Since any talk"), Column.of("Protected time lost, and why")),
                        rows.stream().map(it -> row(it, names, talks, today, viewer)).toList(),
                        new EmptyState("Nothing was promised yet", "A programme is a promise: how often, how long, from when on. Here you see whether it is kept.",
                                viewer.role().leads() ? Action.primary("Start a programme", "/coaching/programmes/new") : null), null),
                rows.stream().filter(it -> viewer.id().value().equals(it.coach())).map(it -> Option.of(it.rep().toString(), name(it.rep(), names))).distinct().toList(), went(rows), lately.stream().map(it -> entry(it, names, viewer, clock)).toList());
    }

    private static @Nullable String lede(List<Adherence.Row> rows, Map<PersonId, String> names) {
        var red = rows.stream().filter(it -> it.standing() == Wait.RED).findFirst();
        return rows.isEmpty() ? null : red.map(it -> "%s has waited for %s.".formatted(name(it.rep(), names), Say.count(it.waiting() == null ? 0 : it.waiting(), "day", "days")))
                .orElse("Nobody has waited for more than two cadences.");
    }

    private static @Nullable Stat sum(List<Adherence.Row> rows, LocalDate today) {
        var due = rows.stream().mapToLong(Adherence.Row::due).sum();
        var counted = rows.stream().mapToLong(Adherence.Row::counted).sum();
        if (due == 0) {
            return rows.isEmpty() ? null : Stat.notYet("Sessions that counted", "none was due yet");
        }
        var interval = Wilson.of80(counted, due);
        var range = "80\u202f%% interval %d–%s".formatted(Math.round(interval.low() * 100), Say.percent(interval.high()));
        return new Stat("Sessions that counted", "%s of %s".formatted(Say.count(counted), Say.count(due)),
                "%s · %s · 8 weeks to %s".formatted(Say.percent((double) counted / due), range, Say.day(today, today)), null,
                new How("counted", "Sessions that counted", "Of all sessions due in the last eight weeks, those that passed all nine checks. Sessions without a time are due all the same.",
                        "%d / %d; Wilson, 80\u202f%%".formatted(counted, due), "Wilson 1927; practice 1b, cadence.", null));
    }

    private static Row row(Adherence.Row it, Map<PersonId, String> names, Map<UUID, Long> talks, LocalDate today, Viewer viewer) {
        var rep = new PersonId(it.rep());
        var name = name(it.rep(), names);
        var cadence = it.everyWeeks() == 1 ? "every week" : "every %d weeks".formatted(it.everyWeeks());
        var note = viewer.id().value().equals(it.coach()) ? cadence : "%s, by %s".formatted(cadence, name(it.coach(), names));
        var talk = talks.get(it.rep());
        return Row.of(new Cell.Person(Who.of(rep, name), null, note), track(it, name, today), new Cell.Number(Say.count(it.counted()), "/ " + it.due()), waiting(it),
                talk == null ? new Cell.None(false) : Cell.text(Say.days(talk)), lost(it));
    }

    private static Entry entry(Contacts.Word it, Map<PersonId, String> names, Viewer viewer, Clock clock) {
        return new Entry("message-2", (it.mine() ? "With " : "From ") + name(it.other(), names), Say.moment(it.at(), viewer, clock), null, it.words().isEmpty() ? null : it.words(), !it.mine());
    }

    private static Cell lost(Adherence.Row it) {
        var minutes = it.lostMinutes().values().stream().mapToLong(Long::longValue).sum();
        var why = inTheWay(it);
        return minutes == 0 && why.isEmpty() ? new Cell.None(false) : new Cell.Text(minutes == 0 ? "none" : Say.minutes(minutes), why.isEmpty() ? null : why);
    }

    /** The one who waits longest, if it is the viewer who promised it; and everything as a file. */
    private static Action[] actions(List<Adherence.Row> rows, Map<PersonId, String> names, Map<UUID, UUID> next, Viewer viewer) {
        var file = Action.second("CSV", "/coaching/adherence.csv").with("download");
        return rows.stream().filter(it -> it.standing() != Wait.ON_COURSE && viewer.id().value().equals(it.coach()) && next.containsKey(it.rep())).findFirst()
                .map(it -> new Action[] {file, Action.primary("Find %s an earlier time".formatted(name(it.rep(), names).split(" ")[0]), "/coaching/sessions/%s/time".formatted(next.get(it.rep())))})
                .orElse(rows.isEmpty() ? new Action[0] : new Action[] {file});
    }

    /** Who took the protected time that was not held; nothing when none was lost. */
    private static @Nullable Shares went(List<Adherence.Row> rows) {
        var lost = new java.util.EnumMap<Adherence.Taker, Long>(Adherence.Taker.class);
        rows.forEach(it -> it.lostMinutes().forEach((taker, minutes) -> lost.merge(taker, minutes, Long::sum)));
        if (lost.isEmpty()) {
            return null;
        }
        var sizes = lost.entrySet().stream().sorted(Map.Entry.<Adherence.Taker, Long>comparingByValue().reversed())
                .map(it -> new Shares.Size("%s %s".formatted(who(it.getKey()), Say.minutes(it.getValue())), it.getValue())).toList();
        var all = lost.values().stream().mapToLong(Long::longValue).sum();
        var planned = rows.stream().mapToLong(Adherence.Row::plannedMinutes).sum();
        var most = lost.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        return Shares.of("Where protected time went", "%s of %s".formatted(Say.minutes(all), Say.minutes(planned)),
                "Most of it went to %s. Leave and illness are not in it.".formatted(switch (most.getKey()) {
                    case COACH -> "coaches: moved, shortened or called off by them";
                    case REP -> "reps: moved, shortened or called off by them";
                    case CUSTOMER -> "customers who needed one of the two";
                    case NOBODY -> "nobody in particular: it was not held, and no one said why";
                }), sizes);
    }

    private static String who(Adherence.Taker taker) {
        return switch (taker) {
            case COACH -> "Coaches";
            case REP -> "Reps";
            case CUSTOMER -> "Customers";
            case NOBODY -> "Unsaid";
        };
    }

    /** "2 moves by the coach: a customer needed one of us". */
    private static String inTheWay(Adherence.Row it) {
        return it.changes().stream().limit(3).map(change -> "%s by %s: %s".formatted(
                switch (change.kind()) {
                    case MOVED, REVIVED -> Say.count(change.times(), "move", "moves");
                    case SHORTENED -> Say.count(change.times(), "time shortened", "times shortened");
                    case CANCELLED -> Say.count(change.times(), "called off", "called off");
                    case CUT_SHORT -> Say.count(change.times(), "time cut short", "times cut short");
                    case SUBSTITUTED -> Say.count(change.times(), "time handed over", "times handed over");
                },
                switch (change.by()) {
                    case COACH -> "the coach";
                    case REP -> "the rep";
                    case PRODUCT -> "Rapport";
                }, change.cause().words())).collect(java.util.stream.Collectors.joining("; "));
    }

    private static Cell waiting(Adherence.Row it) {
        if (it.waiting() == null) {
            return new Cell.None(false);
        }
        var cadence = it.everyWeeks() * 7;
        var scale = 2.5 * cadence;
        var amber = 1.5 * cadence;
        var red = 2.0 * cadence;
        var tone = switch (it.standing()) {
            case ON_COURSE -> Tone.NORMAL;
            case AMBER -> Tone.WARN;
            case RED -> Tone.LATE;
        };
        var note = switch (it.standing()) {
            case ON_COURSE -> null;
            case AMBER -> "red in " + Say.days(Math.max(0, (long) red + 1 - it.waiting()));
            case RED -> Say.days(it.waiting() - (long) red) + " past red";
        };
        return new Cell.Wait(Say.days(it.waiting()), tone, (int) Math.min(BAR, it.waiting() * BAR / scale), (int) (amber * BAR / scale), (int) (red * BAR / scale), note,
                "%s since the last that counted; amber after %d, red after %d days".formatted(Say.days(it.waiting()), (int) amber, (int) red));
    }

    private static Cell track(Adherence.Row it, String name, LocalDate today) {
        var marks = it.marks().stream().map(mark -> new Table.Mark(WIDTH - (int) (ChronoUnit.DAYS.between(mark.dueOn(), today) * WIDTH / DAYS),
                mark.counts() ? "counted" : mark.excused() ? "excused" : mark.held() ? "held" : "lost")).toList();
        return new Cell.Track("%s: %d of %d sessions counted in 8 weeks".formatted(name, it.counted(), it.due()), marks);
    }

    private static String name(UUID id, Map<PersonId, String> names) {
        return names.getOrDefault(new PersonId(id), "somebody who left");
    }

    @Override
    public String template() {
        return "coaching/board/show";
    }
}
