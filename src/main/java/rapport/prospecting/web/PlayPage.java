package rapport.prospecting.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Viewer;
import rapport.kernel.Wilson;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Funnel;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Step;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.EmptyState;
import rapport.web.How;
import rapport.web.Notice;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Progress;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Tone;

/** One play: its steps, and who is in it with what comes next and why. @param notice what is to be done with it */
public record PlayPage(PageHead head, @Nullable Notice notice, @Nullable How how, List<StepView> steps, @Nullable Action add, Table people, List<Action> late) implements Part {

    /** @param when after the step before @param reach how far people came; null before anybody has */
    public record StepView(int place, String icon, String title, String when, String line, @Nullable Reach reach, List<Action> acts) {}

    /** @param got how many it was done for, of all; null while there is nobody @param stand who is there now, and who is not any more */
    public record Reach(@Nullable Progress got, String stand) {

        private static final int LEAST = 10;

        static Reach of(Funnel.Stage it, long all) {
            var answered = it.known() == 0 ? "" : it.known() < LEAST ? "%s of %s answered".formatted(Say.count(it.answered()), Say.count(it.known())) : "%s of %s answered: %s".formatted(Say.count(it.answered()), Say.count(it.known()), interval(it));
            return new Reach(it.got() == 0 ? null : new Progress("done for %s".formatted(Say.count(it.got())), answered, it.got(), all), String.join(" · ", Stream.of(part(it.waiting(), "wait for it"), part(it.held(), "to look at"), part(it.pending(), "may still answer"), part(it.refused(), "wanted no more"), part(it.bounced(), "did not arrive")).filter(words -> !words.isEmpty()).toList()));
        }

        private static String interval(Funnel.Stage it) {
            var share = Wilson.of80(it.answered(), it.known());
            return "%s, 80 %% interval %s–%s".formatted(ChancePlot.percent((double) it.answered() / it.known()), ChancePlot.percent(share.low()), ChancePlot.percent(share.high()));
        }

        private static String part(long people, String words) {
            return people == 0 ? "" : Say.count(people) + " " + words;
        }
    }

    private static final How HOW = new How("funnel", "How far people come", "Of everybody who plays the version that is live, for how many each step was done, and how many of these answered before the next, or were reached by it. Who waits for the next step, or got the last within 30 days, may still answer and is not counted as silent. Whoever was moved from an older version counts from where they were moved to.",
            "answered ÷ (done for − may still answer); Wilson, 80 %", "A step left out by a branch counts as done while the play goes on.", null);

    static PlayPage of(Plays.Play it, List<Step> steps, Funnel funnel, long older, List<Enrolments.Row> people, Viewer viewer, Clock clock) {
        var path = "/prospecting/plays/" + it.id();
        var writes = viewer.role().leads();
        var shown = funnel.all() > 0 && !(writes && it.changed()); // steps that are being changed are not those that were played
        var enrol = it.live() != null && viewer.role().sells() ? Action.primary("Bring people in", path + "/people").with("user-plus") : null;
        var head = enrol == null ? PageHead.of(it.name(), it.purpose()) : PageHead.of(it.name(), it.purpose(), enrol);
        return new PlayPage(head.under("Plays", "/prospecting/plays"), notice(it, older, writes, path), shown ? HOW : null, steps.stream().map(step -> view(step, shown && step.place() <= funnel.stages().size() ? Reach.of(funnel.stages().get(step.place() - 1), funnel.all()) : null, path, writes)).toList(), writes ? Action.second("Step", path + "/steps/" + (steps.size() + 1)).with("plus") : null,
                new Table("People", List.of(Column.of("Whom"), Column.of("How it stands"), Column.of("What comes next, and why"), Column.of("")), people.stream().map(row -> row(row, viewer, clock)).toList(),
                        new EmptyState("Nobody is in it", it.live() == null ? "Write its steps and publish it. Then bring people in." : "Bring people in from here, or from the page of each.", null), people.size() < Enrolments.SHOWN ? null : new Table.Foot("The first %s: who needs somebody to look, then who came last. Everybody else is found by name.".formatted(Say.count(Enrolments.SHOWN)), null, null, null, "")),
                writes ? List.of(Action.late("Retire the play", path + "/retirement").posting()) : List.of());
    }

    private static @Nullable Notice notice(Plays.Play it, long older, boolean writes, String path) {
        if (!writes) {
            return null;
        }
        return it.changed() ? new Notice(Tone.ACCENT, "send", it.live() == null ? "It is not published yet." : "It was changed since it was published.", "Whoever is in it now goes on as before.", Action.second("Publish it", path + "/publication").posting())
                : older > 0 ? new Notice(Tone.ACCENT, "arrow-right", older == 1 ? "One person still plays an older version." : "%s people still play an older version.".formatted(Say.count(older)), "Look first at what would come next for each.", Action.quiet("Look at them", path + "/move")) : null;
    }

    private static StepView view(Step it, @Nullable Reach reach, String path, boolean writes) {
        var here = path + "/steps/" + it.place();
        var acts = new ArrayList<Action>();
        if (writes) {
            acts.add(Action.second("Change", here));
            if (it.place() > 1) {
                acts.add(Action.second("Earlier", here + "/earlier").posting());
            }
            acts.add(Action.late("Remove", here + "/removal").posting());
        }
        var when = (it.waits() == 0 ? it.place() == 1 ? "at once" : "right after" : "after %s %s".formatted(Say.count(it.waits()), it.waits() == 1 && it.unit() == Step.Unit.BUSINESS ? "business day" : it.unit().words())) + ", between %s and %s on their clock".formatted(it.opens(), it.closes());
        var line = it.subject().isBlank() ? it.body() : "%s – %s".formatted(it.subject(), it.body());
        var branches = it.branches().isEmpty() ? "" : it.branches().entrySet().stream().map(branch -> "%s: %s".formatted(branch.getKey().toLowerCase(Locale.ROOT).replace('_', ' '), branch.getValue() == 0 ? "ends here" : "goes to step " + branch.getValue())).collect(java.util.stream.Collectors.joining(", ", " (", ")"));
        return new StepView(it.place(), AttemptWords.icon(it.kind().channel().name()), it.kind().title() + branches, when, line.length() > 240 ? line.substring(0, 240) + "…" : line, reach, acts);
    }

    static Table.Row row(Enrolments.Row it, Viewer viewer, Clock clock) {
        var open = List.of("ACTIVE", "PAUSED", "HELD").contains(it.state());
        var acts = new ArrayList<Action>();
        if (open && viewer.role().changes()) {
            if (it.state().equals("HELD")) {
                acts.add(Action.second("Go on", "/prospecting/enrolments/%s/going-on".formatted(it.id())).posting());
            }
            acts.add(Action.second("Take out", "/prospecting/enrolments/%s/removal".formatted(it.id())).posting());
        }
        return Table.Row.of(new Cell.Link(it.name(), "/contacts/" + it.contact(), (it.company() == null ? "" : it.company() + " · ") + "version " + it.version()), new Cell.Pill(badge(it.state())), new Cell.Text(it.because(), it.dueAt() == null ? null : Say.moment(it.dueAt(), viewer, clock) + " on your clock"),
                acts.isEmpty() ? new Cell.None(false) : new Cell.Acts(acts));
    }

    static Badge badge(String state) {
        return switch (state) {
            case "ACTIVE" -> Badge.of("under way", Tone.ACCENT);
            case "PAUSED" -> Badge.of("paused", Tone.NORMAL);
            case "HELD" -> Badge.of("look at it", Tone.WARN);
            case "REPLIED" -> Badge.of("answered", Tone.GOOD);
            case "REACHED" -> Badge.of("reached", Tone.GOOD);
            case "OPTED_OUT" -> Badge.of("wants no more", Tone.LATE);
            case "BOUNCED" -> Badge.of("did not arrive", Tone.LATE);
            case "EXHAUSTED" -> Badge.of("at its end", Tone.NORMAL);
            default -> Badge.of("taken out", Tone.NORMAL);
        };
    }

    @Override
    public String template() {
        return "prospecting/play/show";
    }
}
