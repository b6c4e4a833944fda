package rapport.crm.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rapport.crm.Accounts;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.Cursor;
import rapport.web.EmptyState;
import rapport.web.FieldView;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Row;

public record AccountsPage(PageHead head, FieldView find, Table table) implements Part {

    static AccountsPage of(Accounts.Page page, @Nullable String find, boolean further, Viewer viewer) {
        var query = ListRequest.blank(find) ? "" : "find=" + URLEncoder.encode(Objects.requireNonNull(find), StandardCharsets.UTF_8);
        var rows = page.items().stream().map(AccountsPage::row).toList();
        var foot = new Table.Foot("%s of %s%s".formatted(Say.count(rows.size()), Say.count(page.total()), page.totalIsExact() ? "" : "+"), null,
                further ? "/accounts?" + query : null,
                page.next() == null ? null : "/accounts?" + query + "&after=" + Cursor.write(page.next()), "Next 50");
        var actions = viewer.role().sells() ? new Action[] {Action.second("Products", "/products"), Action.primary("Account", "/accounts/new").with("plus")}
                : new Action[] {Action.second("Products", "/products")};
        return new AccountsPage(PageHead.of("Accounts", null, actions), FieldView.of("find", find),
                new Table("Accounts", List.of(Column.of("Account"), Column.of("Sector"), Column.of("Country"), Column.of("Belongs to"),
                        Column.number("Employees"), Column.number("Open"), Column.number("Won")), rows, empty(find), foot));
    }

    private static Row row(Accounts.Row it) {
        return Row.of(new Cell.Link(it.name(), "/accounts/" + it.id(), null), Cell.text(it.sector()), Cell.text(it.country()), Cell.text(it.parent()),
                Cell.number(it.employees() == null ? null : Say.count(it.employees())), Cell.number(Say.count(it.open())), Cell.number(Say.count(it.won())));
    }

    private static EmptyState empty(@Nullable String find) {
        return ListRequest.blank(find)
                ? new EmptyState("No account yet", "An account is a company you sell to, or would like to.", null)
                : new EmptyState("No account is called that", "Try a shorter piece of the name.", Action.second("See all accounts", "/accounts"));
    }

    @Override
    public String template() {
        return "crm/account/index";
    }
}
