package rapport.prospecting.dispatch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rapport.prospecting.Channel;
import rapport.web.Say;

/**
 * Everything that was ever tried to reach somebody, by whomever. It is never set back.
 *
 * <p>Source: practice 6; one rep got through at call 42.
 *
 * @param attempts by channel, those without any left out
 * @param connects how often they were reached
 * @param people how many of us have tried
 */
public record Tally(Map<Channel, Integer> attempts, int connects, int people, @Nullable Instant firstAt, @Nullable Instant lastAt) {

    public Tally {
        attempts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(attempts));
    }

    public int all() {
        return attempts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** "31 calls, 6 e-mails, 1 gift" */
    public String words() {
        return attempts.entrySet().stream().map(it -> Say.count(it.getValue(), it.getKey().word(), it.getKey().words())).collect(Collectors.joining(", "));
    }
}
