package rapport.prospecting.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.prospecting.JobFunction;
import rapport.prospecting.routes.Introductions;
import rapport.prospecting.routes.Introductions.State;
import rapport.prospecting.routes.WaysAround;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.EmptyState;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Tone;
import rapport.web.Who;

/** Who was asked for an introduction, how far it has come, and which ways lead to people. */
public record IntroductionsPage(PageHead head, List<Row> rows, EmptyState nothing, Table reach) implements Part {

    private static final int FEW = 5;

    /** @param next states it may go to, with what the button says */
    public record Row(String id, String to, String toHref, String via, String viaHref, String function, Badge state, String when, String words, Who who, List<Step> next) {}

    public record Step(String state, String label) {}

    static IntroductionsPage of(List<Introductions.Row> rows, List<WaysAround.Reach> reach, Map<UUID, String> names, Map<PersonId, String> people, Viewer viewer, Clock clock) {
        var thanks = rows.stream().filter(it -> it.state() == State.MET).count();
        var open = rows.stream().filter(it -> it.state().ordinal() < State.MET.ordinal()).count();
        var lede = rows.isEmpty() ? "Nobody was asked yet." : "%s under way%s.".formatted(Say.count((int) open, "introduction is", "introductions are"), thanks == 0 ? "" : "; thank %s".formatted(Say.count((int) thanks, "person", "people")));
        return new IntroductionsPage(PageHead.of("Introductions", lede).under("Prospecting", "/prospecting/worklist"), rows.stream().map(it -> row(it, names, people, viewer, clock)).toList(),
                new EmptyState("Nobody was asked yet", "Open a contact who does not answer, and choose Ways around: people beside them by what they do, those tried least first.", Action.primary("Open the contacts", "/contacts")), reachTable(reach));
    }

    private static Row row(Introductions.Row it, Map<UUID, String> names, Map<PersonId, String> people, Viewer viewer, Clock clock) {
        return new Row(it.id().toString(), names.getOrDefault(it.contact(), "Somebody who is gone"), "/contacts/" + it.contact(), names.getOrDefault(it.via(), "Somebody who is gone"), "/contacts/" + it.via(), it.function().title(), badge(it.state()), Say.moment(it.askedAt(), viewer, clock), it.words(),
                Who.of(it.askedBy(), people.getOrDefault(it.askedBy(), "Somebody who left")), viewer.role().changes() ? next(it) : List.of());
    }

    private static List<Step> next(Introductions.Row it) {
        return switch (it.state()) {
            case PROPOSED -> List.of(new Step("DECLINED", "Put aside"));
            case ASKED -> List.of(new Step("AGREED", "They agreed"), new Step("MADE", "They introduced us"), new Step("DECLINED", "They would rather not"));
            case AGREED -> List.of(new Step("MADE", "They introduced us"), new Step("DECLINED", "It came to nothing"));
            case MADE -> List.of(new Step("MET", "We have met"), new Step("DECLINED", "It came to nothing"));
            case MET -> List.of(new Step("THANKED", "I have thanked them"));
            case THANKED, DECLINED -> List.of();
        };
    }

    static Badge badge(State state) {
        return switch (state) {
            case PROPOSED -> Badge.of("named in an answer", Tone.ACCENT);
            case ASKED -> Badge.of("asked", Tone.NORMAL);
            case AGREED -> Badge.of("agreed", Tone.ACCENT);
            case MADE -> Badge.of("introduced", Tone.ACCENT);
            case MET -> Badge.of("met", Tone.GOOD);
            case THANKED -> Badge.of("met, thanked", Tone.GOOD);
            case DECLINED -> Badge.of("put aside", Tone.NORMAL);
        };
    }

    private static Table reachTable(List<WaysAround.Reach> reach) {
        return new Table("Which ways lead to people", List.of(Column.of("Way"), Column.number("People tried"), Column.number("Reached"), Column.number("Share, 80 % interval")), reach.stream().map(it -> Table.Row.of(
                Cell.text(it.way().equals("DIRECT") ? "Directly, by calls and mails" : "Through " + JobFunction.valueOf(it.way()).title().toLowerCase(java.util.Locale.ROOT)), Cell.number(Say.count(it.tried())), Cell.number(Say.count(it.reached())),
                it.interval() == null || it.tried() < FEW ? Cell.number("too few to say") : new Cell.Number(Say.percent((double) it.reached() / it.tried()), "%s–%s".formatted(Say.percent(it.interval().low()), Say.percent(it.interval().high()))))).toList(), null, null);
    }

    @Override
    public String template() {
        return "prospecting/route/index";
    }
}
