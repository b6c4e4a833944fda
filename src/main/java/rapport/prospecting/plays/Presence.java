package rapport.prospecting.plays;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.calendar.Absences;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;
import rapport.people.Workforce;

/** When those in whose name something goes out are here. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Presence {

    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final int MOST = 20; // absences one behind the other

    private final Absences absences;
    private final Workforce workforce;

    Presence(Absences absences, Workforce workforce) {
        this.absences = absences;
        this.workforce = workforce;
    }

    ZoneId zone(PersonId person) {
        return workforce.person(person, system()).timeZone();
    }

    static Viewer system() {
        return Viewer.system(Workspaces.current().orElseThrow(), "absence");
    }

    /** The first morning of a working day from then on, on their clock. */
    Instant morning(PersonId person, Instant then) {
        var zone = zone(person);
        var day = from(person, then).atZone(zone).toLocalDate();
        while (!Timing.isBusinessDay(day, null)) {
            day = day.plusDays(1);
        }
        return day.atTime(MORNING).atZone(zone).toInstant();
    }

    /** The first moment from then on at which they are here, on their clock; then itself when they are. */
    Instant from(PersonId person, Instant then) {
        var zone = zone(person);
        var at = then;
        for (var tried = 0; tried < MOST; tried++) {
            var day = at.atZone(zone).toLocalDate();
            var away = absences.of(List.of(person), day, day).stream().filter(it -> it.covers(day)).findFirst();
            if (away.isEmpty()) {
                return at;
            }
            at = away.get().lastDay().plusDays(1).atTime(MORNING).atZone(zone).toInstant();
        }
        return at;
    }
}
