package rapport.coaching.verdict;

import org.jspecify.annotations.Nullable;

/**
 * One of the nine conditions.
 *
 * @param id C1 to C9
 * @param pass null while it cannot be said yet
 * @param explanation what was found, in one sentence
 * @param fix the cheapest thing that would have made it pass; null when it does
 */
public record Check(String id, @Nullable Boolean pass, String explanation, @Nullable String fix) {

    static Check passed(String id, String explanation) {
        return new Check(id, true, explanation, null);
    }

    static Check failed(String id, String explanation, String fix) {
        return new Check(id, false, explanation, fix);
    }

    boolean failed() {
        return Boolean.FALSE.equals(pass);
    }
}
