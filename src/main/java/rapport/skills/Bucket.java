package rapport.skills;

/** Where a skill belongs; the same three for everyone. Source: practice 1b. */
public enum Bucket {
    OWN_ORGANISATION("Our own organisation"),
    SELLING_SKILLS("Selling skills"),
    CUSTOMER_KNOWLEDGE("Knowledge of the customer");

    private final String words;

    Bucket(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
