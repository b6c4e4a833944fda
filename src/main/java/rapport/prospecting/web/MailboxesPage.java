package rapport.prospecting.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.prospecting.mail.Postboxes;
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

/** The addresses mail to customers goes out from, and how they do. */
public record MailboxesPage(PageHead head, Table table) implements Part {

    static MailboxesPage of(List<Postboxes.Row> rows, Map<PersonId, String> people, Viewer viewer, Clock clock) {
        var lede = rows.isEmpty() ? "Nobody you see has one yet." : "%s sent within 24 hours.".formatted(Say.count(rows.stream().mapToInt(Postboxes.Row::today).sum(), "mail", "mails"));
        return new MailboxesPage(PageHead.of("Mailboxes", lede, Action.primary("Mailbox", "/settings/mailboxes/new").with("plus")).under("Settings", "/settings"),
                new Table("Mailboxes", List.of(Column.of("Address"), Column.of("Whose"), Column.number("Within 24 hours"), Column.number("Waiting"), Column.of("How it does"), Column.of("Answers"), Column.of("")),
                        rows.stream().map(it -> row(it, people, viewer, clock)).toList(),
                        new EmptyState("No mailbox yet", "Mails to customers go out from your own address and your own server, so that answers come to you.", Action.primary("Set one up", "/settings/mailboxes/new")), null));
    }

    private static Table.Row row(Postboxes.Row it, Map<PersonId, String> people, Viewer viewer, Clock clock) {
        var path = "/settings/mailboxes/" + it.id();
        var mine = viewer.is(it.person()) || viewer.role().administers();
        var acts = mine ? new Cell.Acts(Stream.of(it.shutSince() == null || it.held() ? null : Action.second("Try now", path + "/release").posting(), Action.second(it.held() ? "Let go" : "Hold", path + (it.held() ? "/release" : "/hold")).posting(), Action.late("Close", path + "/closing").posting()).filter(Objects::nonNull).toList()) : new Cell.None(false);
        return Table.Row.of(new Cell.Text(it.address(), "through " + it.host()), new Cell.Person(Who.of(it.person(), people.getOrDefault(it.person(), "Somebody who left")), null, null),
                new Cell.Number(Say.count(it.today()), "of " + Say.count(it.daily())), Cell.number(Say.count(it.waiting())), state(it, viewer, clock), reading(it.reading(), viewer, clock), acts);
    }

    private static Cell state(Postboxes.Row it, Viewer viewer, Clock clock) {
        return it.held() ? new Cell.Pill(Badge.of("held", Tone.WARN))
                : it.shutSince() != null ? new Cell.Text("shut since " + Say.moment(it.shutSince(), viewer, clock), it.fault())
                : it.slowerUntil() != null ? new Cell.Text("slower until " + Say.moment(it.slowerUntil(), viewer, clock), it.fault()) : new Cell.Pill(Badge.of("open", Tone.GOOD));
    }

    /** Never “all is well” where nothing was looked at. */
    private static Cell reading(Postboxes.@org.jspecify.annotations.Nullable Reading it, Viewer viewer, Clock clock) {
        if (it == null) {
            return new Cell.Text("not read", "no server for incoming mail");
        }
        var counts = it.looked() == 0 ? "nothing has come in since it was set up" : "%s looked at, %s kept%s".formatted(Say.count(it.looked(), "mail", "mails"), Say.count(it.kept()), passedOver(it.passedOver()));
        return it.fault() != null ? new Cell.Text("cannot be read", it.fault()) : it.at() == null ? new Cell.Text("not read yet", null) : new Cell.Text("read " + Say.moment(it.at(), viewer, clock), counts);
    }

    private static String passedOver(Map<String, Long> reasons) {
        return reasons.entrySet().stream().map(it -> "; %s %s".formatted(Say.count(it.getValue()), switch (it.getKey()) {
            case "STRANGER" -> "from people nobody here writes to";
            case "BROADCAST" -> "that went to many";
            case "RECEIPT" -> it.getValue() == 1 ? "receipt" : "receipts";
            case "TOO_LARGE" -> "too large";
            case "KNOWN" -> "known already";
            default -> "unreadable";
        })).collect(java.util.stream.Collectors.joining());
    }

    @Override
    public String template() {
        return "prospecting/mailbox/index";
    }
}
