package rapport.crm.web;

import java.util.List;
import rapport.crm.Accounts;
import rapport.kernel.Money;
import rapport.kernel.Viewer;
import rapport.web.EmptyState;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Row;

public record ProductsPage(PageHead head, Table table) implements Part {

    static ProductsPage of(List<Accounts.ProductRow> products, Viewer viewer) {
        return new ProductsPage(PageHead.of("Products", null).under("Settings", "/settings"),
                new Table("Products", List.of(Column.of("Product"), Column.of("Series"), Column.number("List price")),
                        products.stream().map(it -> Row.of(new Cell.Text(it.name(), null), Cell.text(it.series()),
                                it.listPrice() == null || it.currency() == null ? new Cell.Unknown(true) : Cell.number(Say.money(Money.of(it.listPrice(), it.currency()))))).toList(),
                        new EmptyState("No product yet", "Products come with an import.", null), null));
    }

    @Override
    public String template() {
        return "crm/product/index";
    }
}
