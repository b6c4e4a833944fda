package rapport.mail.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import rapport.kernel.Viewer;
import rapport.mail.Mail;
import rapport.mail.Server;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.EmptyState;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Stat;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Row;
import rapport.web.Tone;

/** @param on a server is known */
public record OutboxPage(PageHead head, boolean on, List<Stat> stats, Table stuck) implements Part {

    static OutboxPage of(Server server, Map<String, Long> counts, List<Mail.Stuck> stuck, Viewer viewer, Clock clock) {
        var lede = !server.isOn() ? "Mail is off: this installation knows no server."
                : stuck.isEmpty() ? counts.getOrDefault("QUEUED", 0L) > 0 ? "%s to go out, through %s.".formatted(Say.count(counts.get("QUEUED"), "mail waits", "mails wait"), server.words())
                : "Everything went out, through %s.".formatted(server.words())
                : "%s not go out. None was lost.".formatted(Say.count(stuck.size(), "mail did", "mails did"));
        return new OutboxPage(PageHead.of("Mail", lede).under("Settings", "/settings"), server.isOn(),
                List.of(stat("Sent", counts, "SENT"), stat("Waiting", counts, "QUEUED"), stat("Uncertain", counts, "UNCERTAIN"), stat("Refused", counts, "FAILED")),
                new Table("Mails that did not go out", List.of(Column.of("To"), Column.of("Subject"), Column.of("State"), Column.of("Since"), Column.of("What the server said"), Column.of("")),
                        stuck.stream().map(it -> row(it, viewer, clock)).toList(),
                        new EmptyState("Nothing is stuck", "A mail whose fate nobody knows is shown here and never sent twice unless you say so.", null), null));
    }

    private static Stat stat(String title, Map<String, Long> counts, String state) {
        return new Stat(title, Say.count(counts.getOrDefault(state, 0L)), "in this workspace", null, null);
    }

    private static Row row(Mail.Stuck it, Viewer viewer, Clock clock) {
        var badge = switch (it.state()) {
            case "QUEUED" -> Badge.of("tried " + Say.count(it.tries(), "time", "times"), Tone.WARN);
            case "UNCERTAIN" -> Badge.of("uncertain", Tone.LATE);
            default -> Badge.of(it.tries() >= Mail.MOST_TRIES ? "given up" : "refused", Tone.LATE);
        };
        return Row.of(new Cell.Text(it.address(), null), Cell.text(it.subject()), new Cell.Pill(badge), Cell.text(Say.moment(it.touchedAt(), viewer, clock)), Cell.text(it.fault()),
                it.state().equals("QUEUED") ? new Cell.None(false) : new Cell.Acts(List.of(Action.second("Send again", "/settings/mail/%s/again".formatted(it.id())).posting())));
    }

    @Override
    public String template() {
        return "mail/outbox/show";
    }
}
