package rapport.crm;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.calendar.Agenda;
import rapport.calendar.Entry;
import rapport.calendar.Entry.Kind;
import rapport.calendar.Entry.Standing;
import rapport.calendar.Entry.When;
import rapport.crm.record.Filter;
import rapport.crm.record.ListQuery;
import rapport.crm.record.RecordList;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;

/** Activities in somebody's days: by the clock when they have a moment, by the day when they are due. Read through the same list as everywhere, so nobody sees more of them here. */
@Component
@Transactional(readOnly = true)
class CrmAgenda implements Agenda {

    /** One that began this long ago may still go on. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final List<String> COLUMNS = List.of("sort", "happensAt", "minutes", "dueOn", "doneAt", "contact", "lead", "opportunity", "account");

    private final RecordList list;

    CrmAgenda(RecordList list) {
        this.list = list;
    }

    @Override
    public Found between(PersonId who, Instant from, Instant until, int limit, Viewer viewer) {
        var first = LocalDate.ofInstant(from, viewer.zone());
        var last = LocalDate.ofInstant(until.minusNanos(1), viewer.zone());
        var moments = page("owner==%s;happensAt=ge=%s;happensAt=lt=%s".formatted(who, from.minus(LONGEST), until), "happensAt", limit, viewer);
        var days = page("owner==%s;dueOn=ge=%s;dueOn=le=%s".formatted(who, first, last), "dueOn", limit, viewer);
        var entries = Stream.concat(
                moments.items().stream().map(it -> entry(it, moments, hours(it), viewer)).filter(it -> ((When.Hours) it.when()).until().isAfter(from)),
                days.items().stream().filter(it -> !standsByTheClock(it, viewer)).map(it -> entry(it, days, due(it), viewer))).toList();
        return new Found(entries, beyond(moments) + beyond(days), listed("owner==%s;happensAt=ge=%s;happensAt=le=%s".formatted(who, first, last), "happensAt"));
    }

    @Override
    public Found toDo(PersonId who, Due due, int limit, Viewer viewer) {
        var filter = "owner==%s;doneAt=unknown=yes;%s".formatted(who, switch (due) {
            case Due.Between(var first, var last) -> "dueOn=ge=%s;dueOn=le=%s".formatted(first, last);
            case Due.Never() -> "sort==TASK;dueOn=unknown=yes";
        });
        var page = page(filter, "dueOn", limit, viewer);
        return new Found(page.items().stream().map(it -> entry(it, page, due(it), viewer)).toList(), beyond(page), listed(filter, "dueOn"));
    }

    @Override
    public Optional<Blank> blank(PersonId who, Viewer viewer) {
        return viewer.role().sells() ? Optional.of(at -> form(viewer.is(who) ? null : who, at)) : Optional.empty();
    }

    /** @param owner null for whoever writes it */
    private static String form(@Nullable PersonId owner, @Nullable LocalDateTime at) {
        var answers = Stream.of(at == null ? "" : "sort=MEETING&minutes=30&happensAt=" + at, owner == null ? "" : "owner=" + owner).filter(it -> !it.isEmpty()).toList();
        return "/activities/new" + (answers.isEmpty() ? "" : "?" + String.join("&", answers));
    }

    private RecordList.Page page(String filter, String sort, int limit, Viewer viewer) {
        return list.page(new ListQuery(rapport.crm.record.Kind.ACTIVITY, Filter.read(filter), null, new ListQuery.Sort(sort, false), COLUMNS, null, limit), viewer);
    }

    private static long beyond(RecordList.Page page) {
        return page.total() - page.items().size();
    }

    private static String listed(String filter, String sort) {
        return "/activities?filter=%s&sort=%s".formatted(URLEncoder.encode(filter, StandardCharsets.UTF_8), sort);
    }

    private static When hours(RecordList.Row it) {
        var start = (Instant) Objects.requireNonNull(it.values().get("happensAt"));
        return new When.Hours(start, it.values().get("minutes") instanceof Integer minutes && minutes > 0 ? start.plus(Duration.ofMinutes(minutes)) : null);
    }

    private static When due(RecordList.Row it) {
        return it.values().get("dueOn") instanceof LocalDate day ? new When.Days(day, day) : it.values().get("happensAt") != null ? hours(it) : new When.Someday();
    }

    /** Due on the very day it happens, it is told once. */
    private static boolean standsByTheClock(RecordList.Row it, Viewer viewer) {
        return it.values().get("happensAt") instanceof Instant at && LocalDate.ofInstant(at, viewer.zone()).equals(it.values().get("dueOn"));
    }

    private static Entry entry(RecordList.Row it, RecordList.Page page, When when, Viewer viewer) {
        var path = "/activities/" + it.id();
        var isToDo = it.values().get("dueOn") != null || "TASK".equals(it.values().get("sort"));
        var standing = it.values().get("doneAt") != null ? Standing.DONE : isToDo ? Standing.TO_DO : Standing.HAPPENS;
        return Entry.of(it.id(), kind(String.valueOf(it.values().get("sort"))), it.title(), when).about(about(it, page)).on(path)
                .standing(standing, standing == Standing.TO_DO && viewer.role().sells() ? path + "/done" : null);
    }

    private static Kind kind(String sort) {
        return switch (sort) {
            case "MEETING" -> Kind.MEETING;
            case "CALL" -> Kind.CALL;
            case "TASK" -> Kind.TASK;
            default -> Kind.OTHER;
        };
    }

    private static @Nullable String about(RecordList.Row it, RecordList.Page page) {
        return Stream.of("contact", "lead", "opportunity", "account").map(it.values()::get).filter(UUID.class::isInstance).map(page.names()::get).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
