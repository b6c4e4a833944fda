package rapport.crm.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rapport.crm.OpportunityList.Filter;
import rapport.crm.OpportunityList.Order;
import rapport.crm.OpportunityList.Position;
import rapport.crm.OpportunityList.Sort;
import rapport.crm.Stage;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.web.Cursor;

/**
 * What of the list is wanted, as an address says it: {@code stage=open&owner=…&sort=-amount&after=…}.
 *
 * @param stage a stage's name in any case, "open", or nothing for all
 * @param sort amount, closesOn or engagedOn, with a minus for descending
 */
record ListRequest(@Nullable String stage, @Nullable String owner, @Nullable String sort, @Nullable String after) {

    Filter toFilter() {
        var open = "open".equalsIgnoreCase(stage);
        return new Filter(open || blank(stage) ? null : stage(stage), open, blank(owner) ? null : owner(owner));
    }

    Sort toSort() {
        if (blank(sort)) {
            return new Sort(Order.AMOUNT, true);
        }
        var descending = sort.startsWith("-");
        var word = descending ? sort.substring(1) : sort;
        return Arrays.stream(Order.values()).filter(it -> it.word().equals(word)).findFirst()
                .map(it -> new Sort(it, descending))
                .orElseThrow(() -> new Refused("crm.sort", "The list is sorted by amount, closesOn or engagedOn, not by “%s”".formatted(word)));
    }

    @Nullable Position toPosition() {
        var text = Cursor.read(after);
        if (text == null) {
            return null;
        }
        try {
            var parts = text.split("\n", 2);
            var value = parts[1].isEmpty() ? null : parts[1];
            if (value != null) {
                check(value);
            }
            return new Position(value, UUID.fromString(parts[0]));
        } catch (RuntimeException e) {
            throw Cursor.notOurs();
        }
    }

    private void check(String value) {
        if (toSort().by() == Order.AMOUNT) {
            new java.math.BigDecimal(value);
        } else {
            java.time.LocalDate.parse(value);
        }
    }

    static @Nullable String cursor(@Nullable Position position) {
        return position == null ? null : Cursor.write(position.id() + "\n" + (position.value() == null ? "" : position.value()));
    }

    private static Stage stage(String word) {
        try {
            return Stage.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Refused("crm.stage", "A stage is prospecting, engaging, won, lost or open, not “%s”".formatted(word));
        }
    }

    private static PersonId owner(String id) {
        try {
            return PersonId.of(id);
        } catch (IllegalArgumentException e) {
            throw new Refused("crm.owner", "An owner is the id of a person, not “%s”".formatted(id));
        }
    }

    static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
