package rapport.people.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.Cursor;
import rapport.web.EmptyState;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Row;
import rapport.web.Tone;
import rapport.web.Who;

public record PeoplePage(PageHead head, Table table) implements Part {

    static PeoplePage of(People.Page page, @Nullable String after, int waiting, Viewer viewer) {
        var actions = new ArrayList<Action>();
        if (waiting > 0) {
            actions.add(Action.second("Give %s addresses".formatted(Say.count(waiting)), "/people/addresses").with("mail"));
        }
        if (viewer.role().administers()) {
            actions.add(Action.primary("Add somebody", "/people/new").with("user-plus"));
        }
        var lede = waiting == 0 ? null : "%s cannot sign in yet.".formatted(Say.count(waiting, "person", "people"));
        var rows = page.items().stream().map(PeoplePage::row).toList();
        var foot = new Table.Foot("%s of %s".formatted(Say.count(rows.size()), Say.count(page.total())), null,
                after == null ? null : "/people",
                page.next() == null ? null : "/people?after=" + Cursor.write(page.next()), "Next");
        return new PeoplePage(new PageHead("People", lede, List.of(), actions), new Table("People of this workspace",
                List.of(Column.of("Name"), Column.of("Role"), Column.of("Manager"), Column.of("Team"), Column.of("Signs in")), rows,
                new EmptyState("Nobody is here yet", "Coaching needs two. Add somebody, or import your team.", null), foot));
    }

    private static Row row(People.Row it) {
        return Row.of(
                new Cell.Person(Who.of(it.id(), it.name()), "/people/" + it.id(), it.email()),
                Cell.text(it.role().word()),
                Cell.text(it.manager()),
                Cell.text(it.team()),
                !it.active() ? new Cell.Pill(Badge.of("Deactivated"))
                        : it.signsIn() ? Cell.text("yes") : new Cell.Pill(Badge.of("Not yet", Tone.OUTLINE)));
    }

    @Override
    public String template() {
        return "people/person/index";
    }
}
