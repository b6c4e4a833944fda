package rapport.people.web;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceRegister;
import rapport.people.SignIn.OpenSession;
import rapport.people.Tokens;
import rapport.web.Action;
import rapport.web.EmptyState;
import rapport.web.FieldView;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Row;

/** @param newToken on the answer that made it, and never again */
public record YouPage(PageHead head, FieldView timeZone, List<Option> zones, Table sessions, Table tokens, @Nullable String newToken, List<Option> workspaces) implements Part {

    static YouPage of(List<OpenSession> sessions, List<Tokens.Row> tokens, @Nullable String newToken, List<WorkspaceRegister.Workspace> others, Viewer viewer, Clock clock) {
        return new YouPage(
                PageHead.of(viewer.name(), viewer.role().word() + ". What you set here is for you alone.", Action.second("Sign out", "/sign-out").with("logout").posting()),
                FieldView.of("timeZone", viewer.zone().getId()), Zones.all(),
                new Table("Where you are signed in", List.of(Column.of("Browser"), Column.of("Address"), Column.of("Last seen")),
                        sessions.stream().map(it -> Row.of(
                                new Cell.Text(browser(it.browser()), it.thisOne() ? "this one" : null),
                                Cell.text(it.address()), Cell.text(Say.moment(it.seenAt(), viewer, clock)))).toList(),
                        new EmptyState("No browser is signed in", "You came in with a token.", null), null),
                new Table("Tokens for programs", List.of(Column.of("Name"), Column.of("May"), Column.of("Ends"), Column.of("")),
                        tokens.stream().map(it -> Row.of(
                                Cell.text(it.name()), Cell.text(it.readOnly() ? "read" : "read and write"),
                                Cell.text(Say.moment(it.expiresAt(), viewer, clock)),
                                new Cell.Acts(List.of(Action.late("Revoke", "/you/tokens/%s/revocation".formatted(it.id())).posting())))).toList(),
                        new EmptyState("No program acts for you", "A token lets a script or another system do what you may do, in this workspace.", null), null),
                newToken, others.stream().map(it -> Option.of(it.id().toString(), it.name())).toList());
    }

    /** The two words of a user agent that people recognise. */
    private static String browser(String agent) {
        var name = agent.contains("Firefox/") ? "Firefox" : agent.contains("Edg/") ? "Edge" : agent.contains("Chrome/") ? "Chrome"
                : agent.contains("Safari/") ? "Safari" : "A browser";
        var system = agent.contains("Android") ? "Android" : agent.contains("iPhone") || agent.contains("iPad") ? "iOS"
                : agent.contains("Windows") ? "Windows" : agent.contains("Mac OS") ? "macOS" : agent.contains("Linux") ? "Linux" : "";
        return system.isEmpty() ? name : name + " on " + system;
    }

    @Override
    public String template() {
        return "people/you/show";
    }
}
