package rapport.prospecting.law;

import java.time.Instant;
import java.util.List;

/** Whether something may be done, and by which rule. */
public sealed interface Verdict {

    /** @param notices what has to be said with it */
    record Allowed(List<Rule> rules, List<Rule> notices) implements Verdict {}

    /** Not now. @param at the first moment it may */
    record Later(Instant at, Rule rule) implements Verdict {}

    /** @param why for whoever wants to do it */
    record Denied(Rule rule, String why) implements Verdict {}

    default boolean isAllowed() {
        return this instanceof Allowed;
    }

    /** What is kept beside a touch: the rules it followed. */
    default String code() {
        return switch (this) {
            case Allowed it -> "ok " + String.join(" ", it.rules.stream().map(Rule::id).toList());
            case Later it -> "later " + it.rule.id();
            case Denied it -> "no " + it.rule.id();
        };
    }

    /** In a sentence, with where it is written. */
    default String words() {
        return switch (this) {
            case Allowed it -> it.rules.isEmpty() ? "Allowed." : "Allowed: " + it.rules.getLast().words();
            case Later it -> "%s (%s)".formatted(it.rule.words(), it.rule.citation());
            case Denied it -> "%s (%s)".formatted(it.why, it.rule.citation());
        };
    }
}
