package rapport.coaching;

/** What came of the wish to start a programme. */
public sealed interface Starting {

    /** @param withoutTime sessions that clash with something and need a time */
    record Started(Programme programme, int sessions, int withoutTime) implements Starting {}

    /** It would take more of the coach's week than is wise. @param percent of 40 hours */
    record TooMuch(int percent, String sum) implements Starting {}
}
