package rapport.coaching.web;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rapport.coaching.Meeting.Commitment;

/** What a coach might ask, from what was promised: a start to write on from, not an answer. */
final class CoachQuestions {

    private CoachQuestions() {}

    static String of(List<Commitment> earlier) {
        var open = earlier.stream().filter(it -> it.outcome() == null).map(it -> "“If %s, then %s.” How did it go?".formatted(it.cue(), it.deed()));
        return Stream.concat(open, Stream.of("Who owns the pain, and who has told you so?")).collect(Collectors.joining("\n"));
    }
}
