package rapport.skills;

/** How a skill is worked on; two reps with the same goal may need two ways to it. Source: practice 1b, vary the treatment. */
public enum Treatment {
    OBSERVE("Observe", "The coach sits in on real conversations and writes down what happens."),
    ROLE_PLAY("Role-play", "The two of you play the conversation until it comes easily."),
    DEMONSTRATE("Demonstrate", "The coach shows how; the rep watches and asks."),
    READ("Read", "Something to read, and a talk about it afterwards."),
    STRETCH_DEAL("A deal that stretches", "A deal in which nothing moves without this skill."),
    PEER("Learn from a colleague", "Somebody who does it well takes the rep along.");

    private final String words;
    private final String meaning;

    Treatment(String words, String meaning) {
        this.words = words;
        this.meaning = meaning;
    }

    public String words() {
        return words;
    }

    /** One sentence on what is done. */
    public String meaning() {
        return meaning;
    }
}
