package rapport.people;

import java.util.List;
import java.util.UUID;
import rapport.kernel.PersonId;

/** Whose records a viewer may see. In SQL: {@code owner = any(:visible)}. */
public sealed interface Visibility {

    /** Administrators and the product itself. */
    record Everyone() implements Visibility {}

    /** @param ids those whose records are seen, in no order @param unowned records without owner too */
    record Only(UUID[] ids, boolean unowned) implements Visibility {}

    /** The condition for a column that holds an owner, to stand in a where; it uses the parameter {@code :visible}. */
    default String sql(String owner) {
        return switch (this) {
            case Everyone _ -> "true";
            case Only(_, var unowned) -> unowned ? "(%1$s = any(:visible) or %1$s is null)".formatted(owner) : owner + " = any(:visible)";
        };
    }

    /** The same as conditions that exclude each other: PostgreSQL finds each in an index, but not the two joined by "or". */
    default List<String> parts(String owner) {
        return switch (this) {
            case Everyone _ -> List.of("true");
            case Only(_, var unowned) -> unowned ? List.of(owner + " = any(:visible)", owner + " is null") : List.of(owner + " = any(:visible)");
        };
    }

    /** The value for {@code :visible}. */
    default UUID[] ids() {
        return switch (this) {
            case Everyone _ -> new UUID[0];
            case Only(var ids, _) -> ids;
        };
    }

    default boolean shows(java.util.Optional<PersonId> owner) {
        return switch (this) {
            case Everyone _ -> true;
            case Only(var ids, var unowned) -> owner.map(it -> java.util.Arrays.asList(ids).contains(it.value())).orElse(unowned);
        };
    }
}
