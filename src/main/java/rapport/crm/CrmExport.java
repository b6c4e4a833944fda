package rapport.crm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Attachments;
import rapport.kernel.Viewer;
import rapport.web.ExportSource;

/** Everything the CRM keeps, with its history and its files. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CrmExport implements ExportSource {

    private static final List<String> TABLES = List.of("account", "contact", "lead", "product", "pipeline", "stage", "opportunity", "stay", "part", "activity", "attachment", "custom_field", "view", "merge", "change");

    private final JdbcClient jdbc;
    private final Path data;

    CrmExport(JdbcClient jdbc, @Value("${rapport.data:data}") Path data) {
        this.jdbc = jdbc;
        this.data = data;
    }

    @Override
    public List<Table> tables(Viewer viewer) {
        return TABLES.stream().map(it -> ExportSource.table("crm/" + it, lines -> write(it, lines))).toList();
    }

    private void write(String table, Lines lines) throws IOException {
        try {
            jdbc.sql("select (to_jsonb(t) - '{workspace,search}'::text[])::text from crm.%s t order by t.id".formatted(table)).withFetchSize(2_000).query((java.sql.ResultSet row) -> {
                try {
                    lines.add(row.getString(1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public List<File> files(Viewer viewer) {
        record Row(UUID id, String name) {}
        return jdbc.sql("select id, name from crm.attachment where taken_at is null order by id").query(Row.class).stream()
                .flatMap(it -> Stream.of(new File("files/%s/%s".formatted(it.id, it.name), Attachments.file(data, it.id)))).filter(it -> Files.exists(it.content())).toList();
    }
}
