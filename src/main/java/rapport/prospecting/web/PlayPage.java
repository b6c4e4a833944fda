package rapport.prospecting.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Viewer;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Step;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.EmptyState;
import rapport.web.Notice;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Tone;

/** One play: its steps, and who is in it with what comes next and why. @param notice what is to be done with it */
public record PlayPage(PageHead head, @Nullable Notice notice, List<StepView> steps, @Nullable Action add, Table people, List<Action> late) implements Part {

    /** @param when after the step before @param edit null for whoever only plays */
    public record StepView(int place, String icon, String title, String when, String line, List<Action> acts) {}

    static PlayPage of(Plays.Play it, List<Step> steps, List<Enrolments.Row> people, int older, Viewer viewer, Clock clock) {
        var path = "/prospecting/plays/" + it.id();
        var writes = viewer.role().leads();
        var enrol = it.live() != null && viewer.role().sells() ? Action.primary("Bring people in", path + "/people").with("user-plus") : null;
        var head = enrol == null ? PageHead.of(it.name(), it.purpose()) : PageHead.of(it.name(), it.purpose(), enrol);
        return new PlayPage(head.under("Plays", "/prospecting/plays"), notice(it, older, writes, path), steps.stream().map(step -> view(step, path, writes)).toList(), writes ? Action.second("Step", path + "/steps/" + (steps.size() + 1)).with("plus") : null,
                new Table("People", List.of(Column.of("Whom"), Column.of("How it stands"), Column.of("What comes next, and why"), Column.of("")), people.stream().map(row -> row(row, viewer, clock)).toList(),
                        new EmptyState("Nobody is in it", it.live() == null ? "Write its steps and publish it. Then bring people in." : "Bring people in from here, or from the page of each.", null), null),
                writes ? List.of(Action.late("Retire the play", path + "/retirement").posting()) : List.of());
    }

    private static @Nullable Notice notice(Plays.Play it, int older, boolean writes, String path) {
        if (!writes) {
            return null;
        }
        return it.changed() ? new Notice(Tone.ACCENT, "send", it.live() == null ? "It is not published yet." : "It was changed since it was published.", "Whoever is in it now goes on as before.", Action.second("Publish it", path + "/publication").posting())
                : older > 0 ? new Notice(Tone.ACCENT, "arrow-right", older == 1 ? "One person still plays an older version." : "%s people still play an older version.".formatted(Say.count(older)), "Look first at what would come next for each.", Action.quiet("Look at them", path + "/move")) : null;
    }

    private static StepView view(Step it, String path, boolean writes) {
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
        return new StepView(it.place(), AttemptWords.icon(it.kind().channel().name()), it.kind().title() + branches, when, line.length() > 240 ? line.substring(0, 240) + "…" : line, acts);
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
