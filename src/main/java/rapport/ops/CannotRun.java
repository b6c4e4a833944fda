package rapport.ops;

/** Why a command cannot do what it was asked, as one sentence for the person at the keyboard. */
public final class CannotRun extends RuntimeException {

    public CannotRun(String sentence) {
        super(sentence);
    }

    public CannotRun(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
