package rapport.prospecting;

/** The ways somebody can be reached. A task is whatever has no name here. */
public enum Channel {
    EMAIL("e-mail", "e-mails"),
    CALL("call", "calls"),
    SOCIAL("message on a network", "messages on networks"),
    FAX("fax", "faxes"),
    LETTER("letter", "letters"),
    GIFT("gift", "gifts"),
    INTRODUCTION("introduction", "introductions"),
    TASK("task", "tasks");

    private final String word;
    private final String words;

    Channel(String word, String words) {
        this.word = word;
        this.words = words;
    }

    public String word() {
        return word;
    }

    public String words() {
        return words;
    }
}
