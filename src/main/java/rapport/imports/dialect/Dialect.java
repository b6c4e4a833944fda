package rapport.imports.dialect;

import java.util.List;

/**
 * How one system writes its export.
 *
 * @param name the system's, kept as the source of every record
 * @param order of two that fit alike the lower one is meant
 * @param stages the system comes with, in their order
 */
public record Dialect(String name, int order, List<Known> stages, List<Sheet> sheets) {

    /** @param probability percent */
    public record Known(String stage, int probability) {}

    /** Whether only the first 15 characters of an id count: the rest is a check of their case. */
    public boolean cutsIds() {
        return sheets.stream().flatMap(it -> it.columns().stream()).anyMatch(it -> it.target().equals("key 15"));
    }
}
