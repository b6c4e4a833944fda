package rapport.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to do today: what it is, what breaks if it is not done, and when it breaks.
 *
 * @param breaks when it breaks; orders the page
 * @param when the same in words, e.g. {@code "10:30"}
 * @param whenNote e.g. {@code "in 54 minutes"}
 * @param who whose initials stand beside the title
 */
public record TodayCard(
        Instant breaks, String when, String whenNote, String title, String line, @Nullable Who who, List<Action> actions) {

    public TodayCard {
        actions = List.copyOf(actions);
    }
}
