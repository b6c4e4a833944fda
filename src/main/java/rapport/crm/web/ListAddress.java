package rapport.crm.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.ListQuery.Position;
import rapport.crm.record.View;
import rapport.crm.record.Views;
import rapport.kernel.Refused;
import rapport.web.Cursor;

/**
 * A list as its address says it: a view, and what differs from it. Everything one sees can be sent to a colleague as a link.
 *
 * @param view key of a saved view
 * @param filter in its written form; overrides the view's, also when empty
 * @param sort a field, with a minus for descending
 * @param columns fields, with commas between
 * @param after where the last page ended
 */
record ListAddress(@Nullable String view, @Nullable String filter, @Nullable String find, @Nullable String sort, @Nullable String columns, @Nullable String after) {

    static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /** The view it starts from: the one it names, else the first. */
    View from(List<View> views) {
        return views.stream().filter(it -> it.key().equals(view)).findFirst().orElse(filter == null && blank(find) ? views.getFirst() : everything(views));
    }

    /** Whether it names a view that is not there, or not any more. */
    boolean misses(List<View> views) {
        return !blank(view) && views.stream().noneMatch(it -> it.key().equals(view));
    }

    /** The same for a program, which reads no notice: what it would get in place of the view it names could be far more. */
    View mustBe(List<View> views) {
        if (misses(views)) {
            throw new Refused("crm.view", "There is no view “%s” here. There are %s.".formatted(view, String.join(", ", views.stream().map(View::key).toList())));
        }
        var from = from(views);
        if (from.isWider()) {
            throw new Refused("crm.view-retired", "The view “%s” filters by %s, which was retired. Save it anew, or name a filter.".formatted(from.name(), String.join(", ", from.retired())));
        }
        return from;
    }

    private static View everything(List<View> views) {
        return views.stream().filter(it -> it.key().equals("everything")).findFirst().orElse(views.getFirst());
    }

    ListQuery toQuery(Kind kind, View from, int limit) {
        var shown = blank(columns) ? from.columns() : List.of(columns.split(","));
        return new ListQuery(kind, filter == null ? from.filter() : Filter.read(filter), blank(find) ? null : find.strip(), blank(sort) ? from.sort() : Views.sort(sort), shown, position(), limit);
    }

    private @Nullable Position position() {
        var text = Cursor.read(after);
        if (text == null) {
            return null;
        }
        try {
            var parts = text.split("\n", 3);
            return new Position(parts[0].equals("-") ? null : parts[2], UUID.fromString(parts[1]));
        } catch (RuntimeException e) {
            throw Cursor.notOurs();
        }
    }

    static @Nullable String cursor(@Nullable Position position) {
        return position == null ? null : Cursor.write((position.value() == null ? "-" : "+") + "\n" + position.id() + "\n" + (position.value() == null ? "" : position.value()));
    }

    ListAddress sorted(String sort) {
        return new ListAddress(view, filter, find, sort, columns, null);
    }

    ListAddress filtered(Filter filter) {
        return new ListAddress(view, filter.written(), find, sort, columns, null);
    }

    ListAddress at(@Nullable String after) {
        return new ListAddress(view, filter, find, sort, columns, after);
    }

    String on(Kind kind) {
        return on("/" + kind.path());
    }

    String on(String path) {
        var parts = new ArrayList<String>();
        add(parts, "view", view, false);
        add(parts, "filter", filter, true);
        add(parts, "find", find, false);
        add(parts, "sort", sort, false);
        add(parts, "columns", columns, false);
        add(parts, "after", after, false);
        return path + (parts.isEmpty() ? "" : "?" + String.join("&", parts));
    }

    /** An empty filter differs from none: it shows everything where the view would not. */
    private static void add(List<String> parts, String name, @Nullable String value, boolean evenEmpty) {
        if (value != null && (evenEmpty || !value.isBlank())) {
            parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
