package rapport.crm.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rapport.kernel.PersonId;

/**
 * A record as it is kept: what its fields say, by column. Values are text, whole and decimal numbers, booleans and lists of text;
 * days, moments and ids stand as text, and the accessors read them.
 */
public record CrmRecord(Kind kind, UUID id, int version, Map<String, @Nullable Object> values) {

    public @Nullable Object get(String column) {
        return values.get(column);
    }

    public Optional<String> text(String column) {
        return Optional.ofNullable(values.get(column)).map(Object::toString);
    }

    public Optional<UUID> id(String column) {
        return text(column).map(UUID::fromString);
    }

    public Optional<PersonId> owner() {
        return id("owner").map(PersonId::new);
    }

    public Optional<LocalDate> day(String column) {
        return text(column).map(LocalDate::parse);
    }

    public Optional<Instant> moment(String column) {
        return text(column).map(it -> java.time.OffsetDateTime.parse(it).toInstant());
    }

    public Optional<BigDecimal> number(String column) {
        return text(column).map(BigDecimal::new);
    }

    public boolean is(String column) {
        return Boolean.TRUE.equals(values.get(column));
    }

    @SuppressWarnings("unchecked")
    public List<String> list(String column) {
        return values.get(column) instanceof List<?> many ? (List<String>) many : List.of();
    }

    public boolean isBinned() {
        return values.get("binned_at") != null;
    }

    /** What it was merged into, while it is. */
    public Optional<UUID> mergedInto() {
        return id("merged_into");
    }
}
