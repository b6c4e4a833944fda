package rapport.prospecting.persistence;

/**
 * What to do with somebody who was not reached yet, and why.
 *
 * @param words the advice in one sentence
 * @param because the figures it rests on
 * @param otherwise what would change it
 */
public record Advice(Kind kind, String words, String because, String otherwise) {

    public enum Kind {
        /** Another attempt is worth what it costs. */
        CONTINUE,
        /** Somebody else leads there for less. */
        GO_AROUND,
        /** It costs more than it is worth. */
        STOP,
        /** Nothing is known that would carry an advice. */
        UNKNOWN
    }
}
