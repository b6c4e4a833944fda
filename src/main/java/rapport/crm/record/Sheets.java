package rapport.crm.record;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import rapport.audit.Audit;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import org.springframework.transaction.support.TransactionOperations;

/** Writes a list as a sheet, all its pages: what the viewer sees and no more, page by page, each in a transaction of its own: whoever loads it slowly holds no connection. */
@Service
public class Sheets {

    /** More than a spreadsheet opens is no sheet any more. */
    public static final int MOST = 1_000_000;

    private static final int PAGE = 200;
    private static final int FLUSH = 1_000;

    private interface Target {
        void row(List<@Nullable Object> values) throws IOException;
    }

    private final RecordList list;
    private final Fields fields;
    private final Audit audit;
    private final TransactionOperations transactions;

    Sheets(RecordList list, Fields fields, Audit audit, TransactionOperations transactions) {
        this.list = list;
        this.fields = fields;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** UTF-8 with a mark, so that spreadsheets read it as such; values that a spreadsheet would take for a formula get an apostrophe before them. */
    public long csv(ListQuery query, OutputStream out, Viewer viewer) throws IOException {
        out.write(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
        var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        var csv = CsvWriter.builder().build(writer);
        var rows = write(query, values -> csv.writeRecord(values.stream().map(it -> it == null ? "" : it instanceof String text ? harmless(text) : it.toString()).toList()), viewer);
        csv.flush();
        writer.flush();
        return rows;
    }

    public long xlsx(ListQuery query, OutputStream out, Viewer viewer) throws IOException {
        try (var book = new Workbook(out, "Rapport", "1.0")) {
            var sheet = book.newWorksheet(query.kind().many());
            var at = new int[1];
            var rows = write(query, values -> {
                for (var i = 0; i < values.size(); i++) {
                    switch (values.get(i)) {
                        case null -> { }
                        case BigDecimal number -> sheet.value(at[0], i, number);
                        case Integer number -> sheet.value(at[0], i, number);
                        case Long number -> sheet.value(at[0], i, number);
                        case Boolean yes -> sheet.value(at[0], i, yes);
                        case LocalDate day -> {
                            sheet.value(at[0], i, day);
                            sheet.style(at[0], i).format("yyyy-mm-dd").set();
                        }
                        case Object other -> sheet.value(at[0], i, other.toString());
                    }
                }
                if (++at[0] % FLUSH == 0) {
                    sheet.flush();
                }
            }, viewer);
            return rows;
        }
    }

    /** The id first, so that the sheet can be corrected and imported again; then the title and the columns of the list. */
    private long write(ListQuery query, Target target, Viewer viewer) throws IOException {
        var shown = query.columns().stream().map(fields.of(query.kind())::get).toList();
        var head = new ArrayList<@Nullable Object>(List.of("Rapport id", query.kind().name().charAt(0) + query.kind().word().substring(1)));
        shown.forEach(it -> head.add(it.label()));
        target.row(head);
        ListQuery.Position after = null;
        var rows = 0L;
        do {
            var page = list.page(new ListQuery(query.kind(), query.filter(), query.find(), query.sort(), query.columns(), after, PAGE), viewer);
            for (var row : page.items()) {
                target.row(values(row, shown, page.names()));
            }
            rows += page.items().size();
            after = page.next();
        } while (after != null && rows < MOST);
        if (after != null) {
            throw new Refused("crm.export-too-long", "A sheet holds a million rows. Filter a little closer, or export the whole workspace.");
        }
        var count = rows;
        transactions.executeWithoutResult(_ -> audit.record("crm.%s.exported".formatted(query.kind().word()), query.kind().path(), Map.of("rows", count, "filter", query.filter().written(), "columns", String.join(",", query.columns())), viewer));
        return rows;
    }

    private static List<@Nullable Object> values(RecordList.Row row, List<Field> shown, Map<UUID, String> names) {
        var values = new ArrayList<@Nullable Object>();
        values.add(row.id().toString());
        values.add(row.title());
        for (var field : shown) {
            values.add(switch (row.values().get(field.name())) {
                case null -> null;
                case UUID id -> names.getOrDefault(id, "");
                case Instant moment -> moment.toString();
                case List<?> many -> many.stream().map(it -> field.labelOf(it.toString()).orElse(it.toString())).collect(Collectors.joining("; "));
                case String word when field.type() == Type.CHOICE -> field.labelOf(word).orElse(word);
                case Object other -> other;
            });
        }
        return values;
    }

    /** OWASP, CSV injection: =, +, -, @, tab and carriage return begin a formula; a number may begin with a sign, and so may a telephone number. */
    static String harmless(String value) {
        if (value.isEmpty() || "=+-@\t\r".indexOf(value.charAt(0)) < 0 || value.matches("[+-]?[0-9 .,()/-]+")) {
            return value;
        }
        return "'" + value;
    }
}
