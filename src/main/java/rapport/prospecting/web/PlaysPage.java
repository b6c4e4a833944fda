package rapport.prospecting.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Viewer;
import rapport.prospecting.PlayId;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Seed;
import rapport.web.Badge;
import rapport.web.EmptyState;
import rapport.web.FieldView;
import rapport.web.Input;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Tone;

/** The plays there are, and those to begin with. @param title null for whoever does not write plays */
public record PlaysPage(PageHead head, List<OutgoingPage.Tab> tabs, Table table, List<Begin> seeds, @Nullable FieldView title, Input kind, FieldView purpose) implements Part {

    public record Begin(String key, String title, String purpose, String steps) {}

    static PlaysPage of(List<Plays.Play> plays, Map<PlayId, Plays.Figures> figures, long uncertain, @Nullable String fault, Viewer viewer) {
        var running = figures.values().stream().mapToInt(Plays.Figures::running).sum();
        var title = FieldView.of("title", "");
        return new PlaysPage(PageHead.of("Prospecting", plays.isEmpty() ? "Nobody plays anything yet." : "%s, %s in them.".formatted(Say.count(plays.size(), "play", "plays"), Say.count(running, "person", "people"))), OutgoingPage.tabs(OutgoingPage.PLAYS, uncertain),
                new Table("Plays", List.of(Column.of("Play"), Column.of("How it stands"), Column.number("In it"), Column.number("To look at"), Column.number("Answered or reached"), Column.number("Ever")), plays.stream().map(it -> row(it, figures.get(it.id()))).toList(),
                        new EmptyState("No play yet", viewer.role().leads() ? "A play reaches people step by step, on every channel, and never forgets one. Begin with one of those below, and change its words." : "A manager writes plays; then you bring people into them from their pages.", null), null),
                viewer.role().leads() ? Arrays.stream(Seed.values()).filter(it -> plays.stream().noneMatch(play -> play.name().equals(it.title()))).map(it -> new Begin(it.name().toLowerCase(Locale.ROOT), it.title(), it.purpose(), Say.count(it.steps().size(), "step", "steps"))).toList() : List.of(),
                !viewer.role().leads() ? null : fault == null ? title : title.wrong(fault), Input.of(FieldView.of("kind", "PROSPECT"), "What for", Input.Sort.CHOICE).choosing(List.of(Option.of("PROSPECT", "To reach somebody"), Option.of("NURTURE", "To stay in touch"))), FieldView.of("purpose", ""));
    }

    private static Table.Row row(Plays.Play it, Plays.@Nullable Figures figures) {
        var of = figures == null ? new Plays.Figures(0, 0, 0, 0) : figures;
        return Table.Row.of(new Cell.Link(it.name(), "/prospecting/plays/" + it.id(), it.purpose()), new Cell.Pill(it.live() == null ? Badge.of("draft", Tone.NORMAL) : it.changed() ? Badge.of("version %d, changed since".formatted(it.live()), Tone.WARN) : Badge.of("version %d".formatted(it.live()), Tone.GOOD)),
                Cell.number(Say.count(of.running())), Cell.number(Say.count(of.held())), new Cell.Number(Say.count(of.answered()), of.all() < 10 ? null : "of %s".formatted(Say.count(of.all()))), Cell.number(Say.count(of.all())));
    }

    @Override
    public String template() {
        return "prospecting/play/index";
    }
}
