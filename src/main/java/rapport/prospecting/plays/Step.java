package rapport.prospecting.plays;

import java.time.LocalTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** The same at another place, with branches that lead to where what they led to stands now. @param places from where each stood to where it stands; what is gone has none */
    Step at(int now, Map<Integer, Integer> places) {
        var leads = new LinkedHashMap<String, Integer>();
        branches.forEach((outcome, to) -> {
            var there = to == 0 ? Integer.valueOf(0) : places.get(to);
            if (there != null && (there == 0 || there > now)) {
                leads.put(outcome, there);
            }
        });
        return new Step(now, kind, waits, unit, opens, closes, subject, body, threaded, leads, promotional);
    }

    /** In another order, or fewer of them. @param order places as they were, in the order they are to have */
    public static List<Step> rearranged(List<Step> steps, List<Integer> order) {
        var places = new HashMap<Integer, Integer>();
        order.forEach(it -> places.put(it, places.size() + 1));
        return order.stream().map(it -> steps.get(it - 1).at(places.get(it), places)).toList();
    }

    /** The touch's step number: a play that is changed and moved to plans anew, and never the same twice. */
    public int number(int version) {
        return version * 100 + place;
    }
}
