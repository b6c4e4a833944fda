package rapport.coaching;

/** What one ought to know of a customer. Source: practice 1b, bucket c. */
public enum Question {
    WHY_THIS("Why this?"),
    WHY_NOW("Why now?"),
    WHAT_PROMPTS("What prompts it?"),
    SECTOR("What happens in their sector?"),
    SUCCESS("What does success look like?"),
    HOW_KNOWN("How will we know?"),
    WHO_WINS("Who wins if they buy?"),
    WHO_OWNS_THE_PAIN("Who owns the pain?");

    private final String words;

    Question(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
