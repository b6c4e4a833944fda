package rapport.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Refused;

/** Where a list goes on: opaque to programs, so that what is in it may change. */
public final class Cursor {

    private static final int MOST = 200;

    private Cursor() {}

    public static @Nullable String write(@Nullable String position) {
        return position == null ? null : Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    public static @Nullable String read(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw notOurs();
        }
    }

    /** Where a list that is ordered by name goes on. */
    public record NameAndId(String name, UUID id) {

        public static String of(String name, UUID id) {
            return id + "\n" + name;
        }

        /** The beginning of the list for null. */
        public static NameAndId read(@Nullable String position) {
            if (position == null) {
                return new NameAndId("", new UUID(0, 0));
            }
            try {
                var parts = position.split("\n", 2);
                return new NameAndId(parts[1], UUID.fromString(parts[0]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw notOurs();
            }
        }
    }

    /** 1 to 200. */
    public static int limit(int wanted) {
        return Math.clamp(wanted, 1, MOST);
    }

    public static Refused notOurs() {
        return new Refused("web.cursor", "This is not a cursor of this list. Take the value of \"next\" as it was given.");
    }
}
