package rapport.prospecting.law;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * Hours of the week. What matters is the clock of whoever is called; where it may be one of several, all of them have to agree.
 *
 * @param spans any of them will do
 */
public record Window(List<Span> spans) {

    private static final Pattern SPAN = Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d) (MON|TUE|WED|THU|FRI|SAT|SUN)-(MON|TUE|WED|THU|FRI|SAT|SUN)");
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final Duration FARTHEST = Duration.ofDays(15);

    /** @param to the first moment that is too late */
    public record Span(LocalTime from, LocalTime to, DayOfWeek first, DayOfWeek last) {

        boolean holds(ZonedDateTime there) {
            var time = there.toLocalTime();
            return !time.isBefore(from) && time.isBefore(to) && there.getDayOfWeek().compareTo(first) >= 0 && there.getDayOfWeek().compareTo(last) <= 0;
        }
    }

    /** @throws IllegalArgumentException for what is no window, saying how one is written */
    public static Window of(String params) {
        return new Window(Arrays.stream(params.split(",")).map(Window::span).toList());
    }

    private static Span span(String text) {
        var found = SPAN.matcher(text.strip());
        if (!found.matches()) {
            throw new IllegalArgumentException("“%s” is no window; write 08:00-21:00 MON-SUN".formatted(text));
        }
        return new Span(LocalTime.parse(found.group(1)), LocalTime.parse(found.group(2)), day(found.group(3)), day(found.group(4)));
    }

    private static DayOfWeek day(String shortly) {
        return Arrays.stream(DayOfWeek.values()).filter(it -> it.name().startsWith(shortly)).findFirst().orElseThrow();
    }

    /** @param zones where they may be; none of them means that nobody knows, and then it is never open @param free whether a day is one on which nobody is called */
    public boolean isOpen(Instant at, Set<ZoneId> zones, BiPredicate<java.time.LocalDate, ZoneId> free) {
        return !zones.isEmpty() && zones.stream().allMatch(zone -> {
            var there = at.atZone(zone);
            return spans.stream().anyMatch(it -> it.holds(there)) && !free.test(there.toLocalDate(), zone);
        });
    }

    /** The first moment it is open, to five minutes; empty when within two weeks there is none. */
    public Optional<Instant> next(Instant from, Set<ZoneId> zones, BiPredicate<java.time.LocalDate, ZoneId> free) {
        if (isOpen(from, zones, free)) {
            return Optional.of(from);
        }
        var step = STEP.toSeconds();
        var first = Instant.ofEpochSecond((from.getEpochSecond() / step + 1) * step);
        for (var at = first; at.isBefore(from.plus(FARTHEST)); at = at.plus(STEP)) {
            if (isOpen(at, zones, free)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }
}
