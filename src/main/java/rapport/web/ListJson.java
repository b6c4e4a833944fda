package rapport.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How every list answers. @param next the cursor for {@code after}; null on the last page @param total exact up to 10,000 */
public record ListJson<T>(List<T> items, @Nullable String next, long total, boolean totalIsExact) {}
