package rapport.imports;

/** Why a row cannot come in. */
final class Rejected extends Exception {

    Rejected(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
