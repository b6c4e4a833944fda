package rapport.crm.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.RecordList;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.Say;
import rapport.web.TodayCard;
import rapport.web.TodayCards;

/** What one has promised for today or earlier, the oldest first, and what one wanted to be reminded of by now. */
@Component
class CrmToday implements TodayCards {

    private static final int MOST = 5;
    private static final String MINE = "owner==me;doneAt=unknown=yes";

    private final RecordList list;
    private final Clock clock;

    CrmToday(RecordList list, Clock clock) {
        this.list = list;
        this.clock = clock;
    }

    @Override
    public List<TodayCard> of(Viewer viewer) {
        return Stream.concat(due(viewer), reminded(viewer)).toList();
    }

    private Stream<TodayCard> due(Viewer viewer) {
        var today = LocalDate.ofInstant(clock.instant(), viewer.zone());
        var page = page(Filter.read(MINE + ";dueOn=le=today"), "dueOn", viewer);
        return page.items().stream().map(it -> {
            var due = (LocalDate) Objects.requireNonNull(it.values().get("dueOn"));
            var late = ChronoUnit.DAYS.between(due, today);
            var breaks = due.plusDays(1).atStartOfDay(viewer.zone()).toInstant();
            return card(it, page, breaks, late == 0 ? "today" : Say.day(due, today), late == 0 ? "until midnight" : "%s late".formatted(Say.days(late)), "You wrote it down for this day.");
        });
    }

    /** What is due stands there anyhow. */
    private Stream<TodayCard> reminded(Viewer viewer) {
        var now = new Filter.Test("remindAt", Filter.Op.AT_MOST, List.of(clock.instant().toString()));
        var page = page(Filter.and(List.of(Filter.read(MINE + ";(dueOn=gt=today,dueOn=unknown=yes)"), now)), "remindAt", viewer);
        return page.items().stream().map(it -> {
            var at = (Instant) Objects.requireNonNull(it.values().get("remindAt"));
            return card(it, page, at, Say.moment(at, viewer, clock), "reminder", "You wanted to be reminded.");
        });
    }

    private RecordList.Page page(Filter filter, String sort, Viewer viewer) {
        return list.page(new ListQuery(Kind.ACTIVITY, filter, null, new ListQuery.Sort(sort, false), List.of("dueOn", "remindAt", "contact", "account", "opportunity", "lead"), null, MOST), viewer);
    }

    private static TodayCard card(RecordList.Row it, RecordList.Page page, Instant breaks, String when, String note, String otherwise) {
        var about = Stream.of("contact", "opportunity", "lead", "account").map(it.values()::get).filter(UUID.class::isInstance).map(page.names()::get).filter(Objects::nonNull).findFirst().orElse(null);
        return new TodayCard(breaks, when, note, it.title(), about == null ? otherwise : "For %s.".formatted(about), null,
                List.of(Action.second("Done", "/activities/%s/done".formatted(it.id())).posting(), Action.quiet("Open", "/activities/" + it.id())));
    }
}
