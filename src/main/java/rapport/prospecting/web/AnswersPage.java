package rapport.prospecting.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rapport.kernel.Viewer;
import rapport.prospecting.inbox.Arrivals;
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

/** What came back, and what followed from it. */
public record AnswersPage(PageHead head, List<OutgoingPage.Tab> tabs, Table table) implements Part {

    private static final int SHOWN = 160; // letters of what they wrote

    static AnswersPage of(List<Arrivals.Row> rows, long uncertain, Map<UUID, String> contacts, Viewer viewer, Clock clock) {
        var written = rows.stream().filter(it -> it.kind().equals("HUMAN")).count();
        var waiting = rows.stream().filter(Arrivals.Row::waits).count();
        var lede = rows.isEmpty() ? "Nothing has come back yet." : waiting > 0 ? "%s for you.".formatted(Say.count(waiting, "answer waits", "answers wait")) : "%s by somebody, %s by programs; nobody waits.".formatted(Say.count(written, "answer written", "answers written"), Say.count(rows.size() - written));
        return new AnswersPage(PageHead.of("Prospecting", lede), OutgoingPage.tabs(OutgoingPage.ANSWERS, uncertain),
                new Table("Answers", List.of(Column.of("From"), Column.of("What it is"), Column.of("What it says"), Column.of("Came in"), Column.of("What followed"), Column.of("")), rows.stream().map(it -> row(it, contacts, viewer, clock)).toList(),
                        new EmptyState("Nothing has come back", "Answers, absences and bounces appear here by themselves once your mailbox has a server for incoming mail. An answer calls off what was planned for whoever gave it.", Action.quiet("Look at the mailboxes", "/settings/mailboxes")), null));
    }

    private static Table.Row row(Arrivals.Row it, Map<UUID, String> contacts, Viewer viewer, Clock clock) {
        var answer = it.kind().equals("HUMAN") && viewer.role().sells() ? new Cell.Acts(acts(it)) : new Cell.None(false);
        return Table.Row.of(new Cell.Link(contacts.getOrDefault(it.contact(), "Somebody who is gone"), "/contacts/" + it.contact(), it.address()), new Cell.Pill(kind(it)), new Cell.Text(it.subject(), brief(it.said())),
                Cell.text(Say.moment(it.receivedAt(), viewer, clock)), Cell.text(it.outcome()), answer);
    }

    private static List<Action> acts(Arrivals.Row it) {
        var answer = Action.second("Answer", "/prospecting/mails/new?contact=" + it.contact() + (it.touch() == null ? "" : "&thread=" + it.touch()));
        return it.waits() ? List.of(answer, Action.quiet("Done", "/prospecting/answers/%s/handling".formatted(it.id())).posting()) : List.of(answer);
    }

    static String brief(String said) {
        var line = said.replaceAll("\\s+", " ").strip();
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    }

    private static Badge kind(Arrivals.Row it) {
        return switch (it.kind()) {
            case "HUMAN" -> it.waits() ? Badge.of("waits for you", Tone.WARN) : Badge.of("answered", Tone.GOOD);
            case "OOO" -> Badge.of("away", Tone.NORMAL);
            case "DSN" -> Badge.of("report", Tone.WARN);
            case "ARF" -> Badge.of("complaint", Tone.LATE);
            case "UNSUBSCRIBE" -> Badge.of("wants no more", Tone.LATE);
            case "CHALLENGE" -> Badge.of("riddle", Tone.WARN);
            default -> Badge.of("automatic", Tone.NORMAL);
        };
    }

    @Override
    public String template() {
        return "prospecting/answers/index";
    }
}
