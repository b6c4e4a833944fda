package rapport.prospecting.plays;

import static rapport.prospecting.plays.Step.Unit.BUSINESS;
import static rapport.prospecting.plays.Step.Unit.CALENDAR;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plays to begin with. */
public enum Seed {
    FIRST_TWO_WEEKS("The first two weeks", Plays.Kind.PROSPECT, "Two mails, three calls, a letter: seen in several places within ten days, each with one question and nothing to sell.") {
        @Override
        public List<Step> steps() {
            return List.of(
                    Step.of(1, StepKind.AUTO_EMAIL, 0, BUSINESS, "One question, {{first_name}}", "Good morning {{first_name}},\n\none question: what does it cost {{company|your company}} when it goes wrong, and who feels it first?\n\nI ask because the answer is seldom the one people expect. A line is enough.\n\n{{sender}}"),
                    Step.of(2, StepKind.CALL, 1, BUSINESS, "", "Ask the question of the mail, and wait."),
                    Step.of(3, StepKind.CALL, 2, BUSINESS, "", "Another hour of the day than last time."),
                    new Step(4, StepKind.AUTO_EMAIL, 2, BUSINESS, Step.MORNING, Step.EVENING, "", "Good morning {{first_name}},\n\nif it is somebody else’s worry, one name is enough, and I will say that it came from you.\n\n{{sender}}", true, Map.of()),
                    Step.of(5, StepKind.LETTER, 1, BUSINESS, "", "A page on paper: the question, and what one like them found out."),
                    Step.of(6, StepKind.CALL, 3, BUSINESS, "", "Name the letter. Ask who else should know."));
        }
    },
    FORTY_TWO_CALLS("Forty-two calls", Plays.Kind.PROSPECT, "For the few who are worth it. Somebody once got through at the 42nd call; the page of each person says what the next one is worth.") {
        @Override
        public List<Step> steps() {
            var steps = new ArrayList<Step>();
            for (var call = 1; call <= 42; call++) {
                var wait = call == 1 ? 0 : call <= 6 ? 2 : call <= 18 ? 4 : 8;
                var early = call % 3 == 0;
                steps.add(new Step(steps.size() + 1, StepKind.CALL, wait, BUSINESS, early ? LocalTime.of(8, 0) : call % 3 == 1 ? LocalTime.of(11, 0) : LocalTime.of(16, 0), early ? LocalTime.of(9, 0) : call % 3 == 1 ? LocalTime.NOON : LocalTime.of(18, 0), "", "Call %d of 42, at another hour than the last.".formatted(call), false, Map.of()));
                if (call == 7 || call == 21) {
                    steps.add(Step.of(steps.size() + 1, StepKind.LETTER, 1, BUSINESS, "", "A short letter by hand: why you keep calling."));
                }
            }
            return steps;
        }
    },
    AROUND_THE_BUYER("Around the buyer", Plays.Kind.PROSPECT, "When the buyer does not answer, somebody beside them may: product, operations, marketing. Ask for an introduction, and thank for it.") {
        @Override
        public List<Step> steps() {
            return List.of(
                    Step.of(1, StepKind.INTRO_ASK, 0, BUSINESS, "", "Choose somebody beside them with fewest attempts, and ask: who worries about this with you?"),
                    Step.of(2, StepKind.SOCIAL_TASK, 1, BUSINESS, "", "A line to somebody in operations: one question about their day, none about the buyer."),
                    Step.of(3, StepKind.CALL, 2, BUSINESS, "", "Call the one who was named. Say by whom."),
                    Step.of(4, StepKind.DRAFT_EMAIL, 2, BUSINESS, "What your colleagues told me", "Good morning {{first_name}},\n\nI have spoken with people beside you at {{company|your company}}. Two things came up that end at your desk. Ten minutes?\n\n{{sender}}"),
                    Step.of(5, StepKind.GENERIC, 1, BUSINESS, "", "Thank whoever helped, whether it worked or not."));
        }
    },
    COFFEE_CARD("The coffee card", Plays.Kind.PROSPECT, "A small card by post with a note that names a day and an hour: you call then. And you do.") {
        @Override
        public List<Step> steps() {
            return List.of(
                    Step.of(1, StepKind.GIFT, 0, BUSINESS, "", "Good morning {{first_name}},\n\na coffee is on me. I call you on {{call_date}}. If you would rather write, one line to me is enough.\n\n{{sender}}"),
                    Step.of(2, StepKind.CALL, 4, BUSINESS, "", "You promised it. Be on time, and say so."),
                    Step.of(3, StepKind.AUTO_EMAIL, 1, BUSINESS, "As I wrote on the card", "Good morning {{first_name}},\n\nI called as I wrote, and did not reach you. When do you have your next coffee?\n\n{{sender}}"));
        }
    },
    TWICE_A_YEAR("Twice a year", Plays.Kind.NURTURE, "For those who are not in the market now: something useful, seldom, so that you are known when they are.") {
        @Override
        public List<Step> steps() {
            return List.of(
                    Step.of(1, StepKind.DRAFT_EMAIL, 0, BUSINESS, "Something you can use", "Good morning {{first_name}},\n\nthis may be of use to you, and asks for nothing:\n\n\n\n{{sender}}"),
                    Step.of(2, StepKind.DRAFT_EMAIL, 180, CALENDAR, "Something you can use", "Good morning {{first_name}},\n\nhalf a year on, this may be of use to you:\n\n\n\n{{sender}}"),
                    Step.of(3, StepKind.CALL, 180, CALENDAR, "", "How is it going? Listen. Nothing else."));
        }
    };

    private final String title;
    private final Plays.Kind kind;
    private final String purpose;

    Seed(String title, Plays.Kind kind, String purpose) {
        this.title = title;
        this.kind = kind;
        this.purpose = purpose;
    }

    public abstract List<Step> steps();

    public String title() {
        return title;
    }

    public Plays.Kind kind() {
        return kind;
    }

    public String purpose() {
        return purpose;
    }
}
