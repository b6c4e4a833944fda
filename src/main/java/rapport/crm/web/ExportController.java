package rapport.crm.web;

import static rapport.crm.web.KindConverter.KIND;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import rapport.audit.Audit;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.Sheets;
import rapport.crm.record.Views;
import rapport.kernel.Viewer;
import org.springframework.web.servlet.ModelAndView;
import rapport.web.Html;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.WholeExport;
import org.springframework.transaction.support.TransactionOperations;

/** What a list shows as a file, and everything as an archive. Whoever takes something along is written down. */
@Controller
public class ExportController {

    private static final String CSV = "text/csv;charset=utf-8";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** @param kind missing for the whole workspace @param format csv or xlsx; the whole workspace is a zip */
    record ExportJson(@Nullable String kind, @Nullable String format, @Nullable String view, @Nullable String filter, @Nullable String find, @Nullable String sort, @Nullable String columns) {}

    private final Sheets sheets;
    private final Views views;
    private final WholeExport whole;
    private final Audit audit;
    private final TransactionOperations transactions;
    private final KindConverter kinds;
    private final Clock clock;

    ExportController(Sheets sheets, Views views, WholeExport whole, Audit audit, TransactionOperations transactions, KindConverter kinds, Clock clock) {
        this.sheets = sheets;
        this.views = views;
        this.whole = whole;
        this.audit = audit;
        this.transactions = transactions;
        this.kinds = kinds;
        this.clock = clock;
    }

    @GetMapping("/" + KIND + "/export.csv")
    void csv(@PathVariable Kind kind, ListAddress wanted, Viewer viewer, HttpServletResponse response) throws IOException {
        sheet(query(kind, wanted, viewer), "csv", viewer, response);
    }

    @GetMapping("/" + KIND + "/export.xlsx")
    void xlsx(@PathVariable Kind kind, ListAddress wanted, Viewer viewer, HttpServletResponse response) throws IOException {
        sheet(query(kind, wanted, viewer), "xlsx", viewer, response);
    }

    @GetMapping("/settings/export")
    ModelAndView page(Viewer viewer) {
        viewer.mustAdminister();
        return Html.ok(new ExportPage(PageHead.of("Export everything", "It is yours: every record with its whole history, and the files that belong to them.").under("Settings", "/settings")));
    }

    public record ExportPage(PageHead head) implements Part {

        @Override
        public String template() {
            return "crm/standing/export";
        }
    }

    @PostMapping("/settings/export")
    void everything(Viewer viewer, HttpServletResponse response) throws IOException {
        archive(viewer, response);
    }

    @PostMapping("/api/v1/exports")
    void json(@RequestBody ExportJson body, Viewer viewer, HttpServletResponse response) throws IOException {
        if (body.kind == null) {
            archive(viewer, response);
            return;
        }
        var wanted = new ListAddress(body.view, body.filter == null && body.view == null ? "" : body.filter, body.find, body.sort, body.columns, null);
        var kind = kinds.convert(body.kind);
        sheet(wanted.toQuery(kind, wanted.mustBe(views.of(kind, viewer)), 1), "xlsx".equals(body.format) ? "xlsx" : "csv", viewer, response);
    }

    private ListQuery query(Kind kind, ListAddress wanted, Viewer viewer) {
        return wanted.at(null).toQuery(kind, wanted.from(views.of(kind, viewer)), 1);
    }

    private void sheet(ListQuery query, String format, Viewer viewer, HttpServletResponse response) throws IOException {
        Filter.read(query.filter().written()); // what cannot be read is refused before the first byte
        response.setContentType(format.equals("csv") ? CSV : XLSX);
        named(response, "%s-%s.%s".formatted(query.kind().path(), RecordShow.today(clock, viewer), format));
        if (format.equals("csv")) {
            sheets.csv(query, response.getOutputStream(), viewer);
        } else {
            sheets.xlsx(query, response.getOutputStream(), viewer);
        }
    }

    private void archive(Viewer viewer, HttpServletResponse response) throws IOException {
        viewer.mustAdminister();
        transactions.executeWithoutResult(_ -> audit.record("crm.workspace.exported", viewer.workspace().toString(), Map.of(), viewer)); // who asked, also when they stop in the middle
        var file = Files.createTempFile("rapport-export", ".zip"); // whoever loads it slowly holds no transaction
        try {
            try (var out = Files.newOutputStream(file)) {
                whole.write(out, viewer);
            }
            response.setContentType("application/zip");
            response.setContentLengthLong(Files.size(file));
            named(response, "rapport-%s.zip".formatted(RecordShow.today(clock, viewer)));
            Files.copy(file, response.getOutputStream());
        } finally {
            Files.delete(file);
        }
    }

    private static void named(HttpServletResponse response, String name) {
        response.setHeader("Content-Disposition", "attachment; filename=\"%s\"".formatted(name));
    }
}
