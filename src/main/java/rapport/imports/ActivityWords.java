package rapport.imports;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rapport.imports.dialect.Words;

/** What rows say about activities: what is done has a moment, what is to do has a day. */
final class ActivityWords {

    private static final Pattern CLOCK = Pattern.compile("(\\d{1,3}):(\\d{2})(?::\\d{2})?");

    private ActivityWords() {}

    static List<String> columns() {
        return List.of("sort", "name", "happens_at", "due_on", "done_at", "minutes");
    }

    static void fill(RowCells cells, Bound file, ZoneId zone, Draft draft) throws Rejected {
        var sort = cells.text("sort").flatMap(it -> Words.of("sort", it).or(() -> Words.in("sort", it))).orElse("NOTE");
        draft.values().put("sort", sort);
        if (draft.values().get("name") == null) {
            draft.values().put("name", Optional.ofNullable((String) draft.values().get("description")).map(it -> it.lines().findFirst().orElse("")).filter(it -> !it.isBlank()).map(Drafting::shortened)
                    .or(() -> cells.text("sort")).orElse(null));
        }
        minutes(cells, draft);
        times(cells, file, zone, sort, draft);
    }

    private static void minutes(RowCells cells, Draft draft) throws Rejected {
        var clock = cells.text("hours:minutes").map(CLOCK::matcher).filter(java.util.regex.Matcher::matches);
        if (clock.isPresent()) {
            draft.values().put("minutes", Integer.parseInt(clock.get().group(1)) * 60 + Integer.parseInt(clock.get().group(2)));
        }
        var seconds = cells.first("seconds").flatMap(it -> Cells.amount(it.text(), it.manner().isDecimalComma()));
        seconds.filter(it -> it.number().signum() >= 0 && it.number().longValue() < 1_000_000).ifPresent(it -> draft.values().put("minutes", (int) Math.ceilDiv(it.number().longValue(), 60L)));
        if (draft.values().get("minutes") instanceof Integer minutes && minutes < 0) {
            throw new Rejected("“%d” minutes is less than none.".formatted(minutes));
        }
    }

    private static void times(RowCells cells, Bound file, ZoneId zone, String sort, Draft draft) throws Rejected {
        var day = day(cells, zone);
        var at = moment(cells, zone);
        var doneAt = cells.first("done_at");
        var ended = doneAt.isPresent() ? Drafting.when(doneAt.get()).in(zone) : null;
        var done = file.speaksOf("done") ? is(cells, "done") || ended != null : file.speaksOf("done_at") ? ended != null : !sort.equals("TASK") && draft.values().get("due_on") == null;
        if (done) {
            var when = at != null ? at : ended != null ? ended : day;
            put(draft, "happens_at", when);
            put(draft, "done_at", ended != null ? ended : when);
            draft.values().put("due_on", null);
            return;
        }
        if (at != null && (cells.first("time").isPresent() || cells.first("happens_at").isPresent())) {
            put(draft, "happens_at", at);
        }
        if (draft.values().get("due_on") == null && (day != null || at != null)) {
            draft.values().put("due_on", (day != null ? day : at).toLocalDate().toString());
        }
    }

    private static @Nullable ZonedDateTime day(RowCells cells, ZoneId zone) throws Rejected {
        var day = cells.first("day").or(() -> cells.first("due_on"));
        return day.isPresent() ? Drafting.when(day.get()).in(zone) : null;
    }

    private static @Nullable ZonedDateTime moment(RowCells cells, ZoneId zone) throws Rejected {
        var at = cells.first("happens_at");
        if (at.isPresent()) {
            return Drafting.when(at.get()).in(zone);
        }
        var day = cells.first("day");
        var clock = cells.text("time").map(CLOCK::matcher).filter(java.util.regex.Matcher::matches);
        if (day.isEmpty() || clock.isEmpty()) {
            return null;
        }
        var hour = Integer.parseInt(clock.get().group(1));
        var minute = Integer.parseInt(clock.get().group(2));
        if (hour > 23 || minute > 59) {
            throw new Rejected("“%s” is no time of a day.".formatted(cells.text("time").orElse("")));
        }
        return Drafting.when(day.get()).day().atTime(LocalTime.of(hour, minute)).atZone(zone);
    }

    private static void put(Draft draft, String column, @Nullable ZonedDateTime at) {
        draft.values().put(column, at == null ? null : at.toInstant().toString());
    }

    private static boolean is(RowCells cells, String target) {
        return cells.text(target).flatMap(it -> Words.of("done", it).or(() -> Words.of("yes", it))).filter("YES"::equals).isPresent();
    }
}
