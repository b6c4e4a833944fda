package rapport.crm;

/** In which order the stages of a pipeline may be walked. */
public enum Walk {
    FREE("Any stage, any time"),
    NEXT("One stage forward at a time, back freely"),
    FORWARD("Only forward");

    private final String sentence;

    Walk(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }

    boolean allows(int from, int to) {
        return switch (this) {
            case FREE -> true;
            case NEXT -> to <= from + 1;
            case FORWARD -> to >= from;
        };
    }
}
