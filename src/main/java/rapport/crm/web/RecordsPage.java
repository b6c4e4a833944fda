package rapport.crm.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.web.FieldView;
import rapport.web.Notice;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Table;

/**
 * A list of records.
 *
 * @param notice what is not as the address asks for it
 * @param chips what is filtered, as sentences that can be taken away
 * @param builder where another condition is added
 * @param bulk what can be done with chosen ones; null where the reader changes nothing
 */
public record RecordsPage(PageHead head, @Nullable Notice notice, String path, List<Tab> tabs, FieldView find, List<Chip> chips, Builder builder, Table table, Columns columns, @Nullable Bulk bulk, List<Hidden> address,
        @Nullable String removeView, String csv, String xlsx) implements Part {

    public record Tab(String title, String href, boolean current) {}

    public record Chip(String sentence, String without) {}

    public record Hidden(String name, String value) {}

    /** @param fields with the comparisons each knows, and what it is compared with */
    public record Builder(String action, String conditions, List<Option> fields, List<Hidden> address) {}

    public record Columns(String action, List<Column> all) {}

    public record Column(String name, String label, boolean shown) {}

    public record Bulk(String action, List<Option> fields, String total) {}

    @Override
    public String template() {
        return "crm/record/index";
    }
}
