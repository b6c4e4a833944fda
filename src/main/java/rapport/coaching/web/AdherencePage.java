package rapport.coaching.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rapport.coaching.Adherence;
import rapport.coaching.Adherence.Wait;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.kernel.Wilson;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.EmptyState;
import rapport.web.How;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Stat;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Row;
import rapport.web.Tone;
import rapport.web.Who;

/** Who gets what was promised, and who has waited too long. */
public record AdherencePage(PageHead head, @Nullable Stat sum, Table table, List<Option> people) implements Part {

    private static final int WIDTH = 232;
    private static final int DAYS = 56;

    static AdherencePage of(List<Adherence.Row> rows, Map<PersonId, String> names, Map<UUID, Long> talks, Viewer viewer, Clock clock) {
        var today = clock.instant().atZone(viewer.zone()).toLocalDate();
        return new AdherencePage(PageHead.of("Coaching that counted", lede(rows, names)).under("Coaching", "/coaching"), sum(rows, today),
                new Table("Adherence by person, rolling eight weeks",
                        List.of(Column.of("Rep"), Column.of("Eight weeks to " + Say.day(today, today)), Column.number("Counted / due"), Column.of("Since the last that counted"), Column.of("Since any talk"), Column.of("What got in the way")),
                        rows.stream().map(it -> row(it, names, talks, today, viewer)).toList(),
                        new EmptyState("Nothing was promised yet", "A programme is a promise: how often, how long, from when on. Here you see whether it is kept.",
                                viewer.role().leads() ? Action.primary("Start a programme", "/coaching/programmes/new") : null), null),
                rows.stream().filter(it -> viewer.id().value().equals(it.coach())).map(it -> Option.of(it.rep().toString(), name(it.rep(), names))).distinct().toList());
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
                talk == null ? new Cell.None(false) : Cell.text(Say.days(talk)), Cell.text(inTheWay(it)));
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
        return switch (it.standing()) {
            case ON_COURSE -> Cell.text(Say.days(it.waiting()));
            case AMBER -> new Cell.Pill(Badge.of(Say.days(it.waiting()), Tone.WARN));
            case RED -> new Cell.Pill(Badge.of(Say.days(it.waiting()), Tone.LATE));
        };
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
