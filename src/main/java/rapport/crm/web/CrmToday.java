package rapport.crm.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
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

/** What one has promised for today or earlier, the oldest first. */
@Component
class CrmToday implements TodayCards {

    private static final int MOST = 5;

    private final RecordList list;
    private final Clock clock;

    CrmToday(RecordList list, Clock clock) {
        this.list = list;
        this.clock = clock;
    }

    @Override
    public List<TodayCard> of(Viewer viewer) {
        var today = LocalDate.ofInstant(clock.instant(), viewer.zone());
        var page = list.page(new ListQuery(Kind.ACTIVITY, Filter.read("owner==me;doneAt=unknown=yes;dueOn=le=today"), null, new ListQuery.Sort("dueOn", false), List.of("dueOn", "contact", "account", "opportunity"), null, MOST), viewer);
        return page.items().stream().map(it -> {
            var due = (LocalDate) java.util.Objects.requireNonNull(it.values().get("dueOn"));
            var late = ChronoUnit.DAYS.between(due, today);
            var about = java.util.stream.Stream.of("contact", "opportunity", "account").map(it.values()::get).filter(UUID.class::isInstance).map(page.names()::get).filter(java.util.Objects::nonNull).findFirst().orElse(null);
            var breaks = due.plusDays(1).atStartOfDay(viewer.zone()).toInstant();
            return new TodayCard(breaks, late == 0 ? "today" : Say.day(due, today), late == 0 ? "until midnight" : "%s late".formatted(Say.days(late)), it.title(),
                    about == null ? "You wrote it down for this day." : "For %s.".formatted(about), null,
                    List.of(Action.second("Done", "/activities/%s/done".formatted(it.id())).posting(), Action.quiet("Open", "/activities/" + it.id())));
        }).toList();
    }
}
