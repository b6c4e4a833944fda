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

    /** With its first action as the page's primary, or as one among others. */
    TodayCard weighing(boolean first) {
        if (actions.isEmpty()) {
            return this;
        }
        var weighed = new java.util.ArrayList<>(actions);
        weighed.set(0, actions.getFirst().as(first ? Action.Kind.PRIMARY : actions.getFirst().kind() == Action.Kind.PRIMARY ? Action.Kind.SECOND : actions.getFirst().kind()));
        return new TodayCard(breaks, when, whenNote, title, line, who, weighed);
    }
}
