package rapport.prospecting.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.prospecting.dispatch.Outgoing;
import rapport.prospecting.dispatch.Outgoing.Group;
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
import rapport.web.Who;

/** What is going out, and what came of it. @param notice what somebody has to look at */
public record OutgoingPage(PageHead head, @Nullable Notice notice, List<Tab> tabs, Table table) implements Part {

    public record Tab(String title, String href, boolean current) {}

    static OutgoingPage of(Group group, List<Outgoing.Row> rows, long uncertain, Map<UUID, String> contacts, Map<UUID, String> companies, Map<PersonId, String> people, boolean mailbox, Viewer viewer, Clock clock) {
        var table = new Table("Outgoing", List.of(Column.of("To"), Column.of("What"), Column.of(group == Group.WAITING ? "Goes out" : "When"), Column.of("How it stands"), Column.of("Whose"), Column.of("")),
                rows.stream().map(it -> row(it, group, contacts, companies, people, viewer, clock)).toList(), empty(group), null);
        return new OutgoingPage(PageHead.of("Prospecting", lede(group, rows.size())), notice(group, uncertain, mailbox, viewer), tabs(href(group), uncertain), table);
    }

    private static String lede(Group group, int count) {
        return switch (group) {
            case WAITING -> count == 0 ? "Nothing waits to go out." : "%s to go out.".formatted(Say.count(count, "mail waits", "mails wait"));
            case UNCERTAIN -> count == 0 ? "Of everything that went out it is known whether it did." : "%s arrived or not: nobody knows, and nothing is sent twice.".formatted(Say.count(count, "mail has", "mails have"));
            case NOT_SENT -> count == 0 ? "Nothing was refused or held back." : "%s not go out; each says why.".formatted(Say.count(count, "mail did", "mails did"));
            case SENT -> count == 0 ? "Nothing has gone out yet." : "What went out last.";
        };
    }

    private static @Nullable Notice notice(Group group, long uncertain, boolean mailbox, Viewer viewer) {
        if (uncertain > 0 && group != Group.UNCERTAIN) {
            return new Notice(Tone.WARN, "alert-triangle", uncertain == 1 ? "Of one mail nobody knows whether it arrived." : "Of %s mails nobody knows whether they arrived.".formatted(Say.count(uncertain)), "Look into your mailbox’s sent mail, and say.", Action.quiet("Look at them", "/prospecting?show=UNCERTAIN"));
        }
        return mailbox || !viewer.role().sells() ? null : new Notice(Tone.ACCENT, "mail", "You have no mailbox here yet.", "Mails to customers go out from your own address.", Action.quiet("Set it up", "/settings/mailboxes/new"));
    }

    static final String ANSWERS = "/prospecting/answers";
    static final String PLAYS = "/prospecting/plays";
    static final String BLOCKS = "/prospecting/blocks";
    static final String HAND = "/prospecting/worklist";
    static final String PERSISTENCE = "/prospecting/persistence";

    /** @param here the address of the current one */
    static List<Tab> tabs(String here, long uncertain) {
        var tabs = new ArrayList<Tab>();
        for (var it : Group.values()) {
            var title = switch (it) {
                case WAITING -> "Waiting";
                case UNCERTAIN -> uncertain == 0 ? "Uncertain" : "Uncertain " + Say.count(uncertain);
                case NOT_SENT -> "Not sent";
                case SENT -> "Sent";
            };
            tabs.add(new Tab(title, href(it), href(it).equals(here)));
        }
        tabs.addFirst(new Tab("By hand", HAND, HAND.equals(here)));
        tabs.add(1, new Tab("Blocks", BLOCKS, BLOCKS.equals(here)));
        tabs.add(new Tab("Plays", PLAYS, PLAYS.equals(here)));
        tabs.add(new Tab("Answers", ANSWERS, ANSWERS.equals(here)));
        tabs.add(new Tab("Persistence", PERSISTENCE, PERSISTENCE.equals(here)));
        return tabs;
    }

    private static String href(Group group) {
        return group == Group.WAITING ? "/prospecting" : "/prospecting?show=" + group;
    }

    private static Table.Row row(Outgoing.Row it, Group group, Map<UUID, String> contacts, Map<UUID, String> companies, Map<PersonId, String> people, Viewer viewer, Clock clock) {
        return Table.Row.of(new Cell.Link(contacts.getOrDefault(it.contact(), "Somebody who is gone"), "/contacts/" + it.contact(), companies.get(it.contact())), Cell.text(it.subject()),
                Cell.text(Say.moment(group == Group.WAITING ? it.dueAt() : it.touchedAt(), viewer, clock)), state(it),
                new Cell.Person(Who.of(it.owner(), people.getOrDefault(it.owner(), "Somebody who left")), null, null), acts(it, viewer));
    }

    private static Cell state(Outgoing.Row it) {
        return switch (it.state()) {
            case "PLANNED" -> it.held() ? new Cell.Text("waits", "the mailbox is held") : it.shut() != null ? new Cell.Text("waits", it.shut()) : it.tries() == 0 ? new Cell.Text("waits", null) : new Cell.Text("tried " + Say.count(it.tries(), "time", "times"), it.reason());
            case "CLAIMED", "SENDING" -> new Cell.Text("on its way", null);
            case "UNCERTAIN" -> new Cell.Text("uncertain", it.reason());
            case "FAILED" -> new Cell.Text("not taken", it.reason());
            case "SKIPPED" -> new Cell.Text("held back", it.reason());
            default -> it.reason() == null ? new Cell.Pill(Badge.of("sent", Tone.GOOD)) : new Cell.Text("sent", it.reason());
        };
    }

    private static Cell acts(Outgoing.Row it, Viewer viewer) {
        var path = "/prospecting/touches/" + it.id();
        if (!viewer.role().changes()) {
            return new Cell.None(false);
        }
        return switch (it.state()) {
            case "PLANNED" -> new Cell.Acts(List.of(Action.second("Call back", path + "/call-back").posting()));
            case "UNCERTAIN" -> new Cell.Acts(List.of(Action.second("It arrived", path + "/arrival").posting(), Action.second("Send again", path + "/again").posting()));
            case "FAILED" -> new Cell.Acts(List.of(Action.second("Send again", path + "/again").posting()));
            default -> new Cell.None(false);
        };
    }

    private static EmptyState empty(Group group) {
        return switch (group) {
            case WAITING -> new EmptyState("Nothing waits", "Write to somebody from their page: now, or for the hour at which they read. Until it goes out you can call it back.", Action.primary("Open the contacts", "/contacts"));
            case UNCERTAIN -> new EmptyState("Nothing is uncertain", "When a line breaks in the one moment in which nobody can know, the mail is shown here and never sent twice unless you say so.", null);
            case NOT_SENT -> new EmptyState("Nothing was refused", "A wrong address, a server that will not have it, somebody who wants no more: it would stand here with the reason.", null);
            case SENT -> new EmptyState("Nothing has gone out", "One attempt is not persistence. What goes out counts in the tally of whoever it was for, for good.", Action.primary("Open the contacts", "/contacts"));
        };
    }

    @Override
    public String template() {
        return "prospecting/outgoing/index";
    }
}
