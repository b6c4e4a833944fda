package rapport.people.web;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.people.ReportingLine;
import rapport.web.Action;
import rapport.web.Nav;
import rapport.web.NavItem;
import rapport.web.Say;
import rapport.web.TodayCard;
import rapport.web.TodayCards;

/** Where people show outside their own pages: in the navigation, and on Today while some of one's own cannot sign in. */
@Component
class PeopleNav implements Nav, TodayCards {

    private static final Duration CAN_WAIT = Duration.ofHours(12);

    private final People people;
    private final ReportingLine line;
    private final Clock clock;

    PeopleNav(People people, ReportingLine line, Clock clock) {
        this.people = people;
        this.line = line;
        this.clock = clock;
    }

    @Override
    public List<NavItem> items(Viewer viewer) {
        return List.of(new NavItem(70, "People", "users", "/people"));
    }

    @Override
    public List<TodayCard> of(Viewer viewer) {
        if (!viewer.role().leads()) {
            return List.of();
        }
        var waiting = people.team(line.of(viewer), viewer).stream().filter(it -> it.active() && !it.signsIn()).count();
        return waiting == 0 ? List.of() : List.of(new TodayCard(clock.instant().plus(CAN_WAIT), "today", "before they can prepare",
                "%s cannot sign in yet".formatted(Say.count(waiting, "person", "people")),
                "Give them addresses in one go, then mail or hand over a link to each.", null,
                List.of(Action.second("Give addresses", "/people/addresses").with("mail"))));
    }
}
