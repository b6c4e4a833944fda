package rapport.people.web;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rapport.web.Option;

/** The time zones people live in. */
final class Zones {

    static final String USUAL = "Europe/Berlin";

    private static final List<Option> ALL = new TreeSet<>(ZoneId.getAvailableZoneIds()).stream()
            .filter(it -> it.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*|UTC"))
            .map(it -> Option.of(it, it.replace('_', ' ')))
            .toList();

    private Zones() {}

    static List<Option> all() {
        return ALL;
    }

    static ZoneId of(@Nullable String name) {
        try {
            return ZoneId.of(name == null || name.isBlank() ? USUAL : name);
        } catch (DateTimeException e) {
            return ZoneId.of(USUAL); // the browser's own name for a zone we do not know
        }
    }
}
