package rapport.coaching;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import rapport.coaching.verdict.SessionFacts.Topic;

/** Questions worth an hour, by what they are about: the eight of practice 1b about the customer, and ours about skills and the own house. */
public final class QuestionLibrary {

    /** @param words as they are asked */
    public record Suggestion(Topic topic, String words) {}

    private static final List<Suggestion> SKILLS = List.of(
            new Suggestion(Topic.SELLING_SKILLS, "What would you say, word for word?"),
            new Suggestion(Topic.SELLING_SKILLS, "What did they say, and what did you say back?"),
            new Suggestion(Topic.SELLING_SKILLS, "Shall we play it through once, and then the other way round?"),
            new Suggestion(Topic.SELLING_SKILLS, "What will you ask when they name a maximum?"),
            new Suggestion(Topic.SELLING_SKILLS, "How would you begin the next call?"),
            new Suggestion(Topic.SELLING_SKILLS, "What does it cost them to do nothing, and have they said so?"));

    private static final List<Suggestion> OWN_HOUSE = List.of(
            new Suggestion(Topic.OWN_ORGANISATION, "Whom do you need inside our own house?"),
            new Suggestion(Topic.OWN_ORGANISATION, "What do we promise that service has to keep?"),
            new Suggestion(Topic.OWN_ORGANISATION, "What stands in your way that I can move?"));

    /** What a session begins with when nobody wrote an agenda: one of each. */
    public static final List<Meeting.Item> AGENDA = List.of(
            new Meeting.Item(Topic.CUSTOMER_KNOWLEDGE, "What do we not know of the customer yet?", false),
            new Meeting.Item(Topic.SELLING_SKILLS, SKILLS.getFirst().words, false),
            new Meeting.Item(Topic.OWN_ORGANISATION, OWN_HOUSE.getFirst().words, false));

    private QuestionLibrary() {}

    public static List<Suggestion> all() {
        return Stream.of(Arrays.stream(Question.values()).map(it -> new Suggestion(Topic.CUSTOMER_KNOWLEDGE, it.words())), SKILLS.stream(), OWN_HOUSE.stream()).flatMap(it -> it).toList();
    }
}
