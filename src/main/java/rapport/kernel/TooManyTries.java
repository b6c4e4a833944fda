package rapport.kernel;

/** Somebody tries too often. Status 429. */
public final class TooManyTries extends Refused {

    public TooManyTries(String code, String message) {
        super(code, message);
    }
}
