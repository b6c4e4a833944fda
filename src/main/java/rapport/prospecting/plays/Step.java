package rapport.prospecting.plays;

import java.time.LocalTime;
import java.util.Map;

/**
 * One step of a play.
 *
 * @param place from 1
 * @param waits 0 to 400 of the unit, after the step before
 * @param opens on their clock
 * @param body with fields such as {@code {{first_name}}} or {@code {{first_name|there}}}
 * @param threaded goes on in the thread of the mail before
 * @param branches what comes of a call to the place that follows; 0 ends the play
 * @param promotional of use to us rather than to them
 */
public record Step(int place, StepKind kind, int waits, Unit unit, LocalTime opens, LocalTime closes, String subject, String body, boolean threaded, Map<String, Integer> branches, boolean promotional) {

    public Step(int place, StepKind kind, int waits, Unit unit, LocalTime opens, LocalTime closes, String subject, String body, boolean threaded, Map<String, Integer> branches) {
        this(place, kind, waits, unit, opens, closes, subject, body, threaded, branches, false);
    }

    /** What a wait is counted in. */
    public enum Unit {
        HOURS("hours"), BUSINESS("business days"), CALENDAR("days");

        private final String words;

        Unit(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    static final LocalTime MORNING = LocalTime.of(9, 0);
    static final LocalTime EVENING = LocalTime.of(17, 0);

    /** In business hours and without branches. */
    public static Step of(int place, StepKind kind, int waits, Unit unit, String subject, String body) {
        return new Step(place, kind, waits, unit, MORNING, EVENING, subject, body, false, Map.of());
    }

    /** The touch's step number: a play that is changed and moved to plans anew, and never the same twice. */
    public int number(int version) {
        return version * 100 + place;
    }
}
