package rapport.imports;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import rapport.imports.dialect.Target;

/**
 * What one row says, in our terms and before anything is looked up.
 *
 * @param key what the source calls it
 * @param values by column, as JSON would have them
 * @param references by column
 * @param words what has to be looked up in a way of its own: owner, stage, pipeline
 * @param reasons why a value is not what the file says, by column
 */
record Draft(long line, String key, Map<String, @Nullable Object> values, Map<String, Reference> references, Map<String, String> words, Map<String, String> reasons) {

    /** Another record, as the row names it: any of the three, the first that is known counts. */
    record Reference(Target target, @Nullable String id, @Nullable String name, @Nullable String email) {}

    int content() {
        return java.util.Objects.hash(values, references, words);
    }
}
