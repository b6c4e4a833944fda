package rapport.crm.record;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a list is wanted.
 *
 * @param find words the record is searched by
 * @param columns fields shown, by name
 * @param after where the last page ended
 * @param limit 1 to 200
 * @param id the one record wanted; null for all
 */
public record ListQuery(Kind kind, Filter filter, @Nullable String find, Sort sort, List<String> columns, @Nullable Position after, int limit, @Nullable UUID id) {

    public ListQuery(Kind kind, Filter filter, @Nullable String find, Sort sort, List<String> columns, @Nullable Position after, int limit) {
        this(kind, filter, find, sort, columns, after, limit, null);
    }

    public record Sort(String field, boolean descending) {

        /** As addresses have it: {@code -amount}. */
        public String written() {
            return (descending ? "-" : "") + field;
        }
    }

    /** @param value in the order's column, as text; null among the unknown, which come last */
    public record Position(@Nullable String value, UUID id) {}

    public ListQuery from(@Nullable Position after) {
        return new ListQuery(kind, filter, find, sort, columns, after, limit, id);
    }

    public ListQuery only(UUID id) {
        return new ListQuery(kind, filter, find, sort, columns, after, limit, id);
    }
}
