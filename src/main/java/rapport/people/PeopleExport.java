package rapport.people;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Viewer;
import rapport.web.ExportSource;

/** Who works here and in which team; how they sign in is no part of it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PeopleExport implements ExportSource {

    private final JdbcClient jdbc;

    PeopleExport(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Table> tables(Viewer viewer) {
        return List.of("person", "team").stream().map(it -> ExportSource.table("people/" + it, lines -> {
            for (var line : jdbc.sql("select (to_jsonb(t) - '{workspace}'::text[])::text from people.%s t order by t.id".formatted(it)).query(String.class).list()) {
                lines.add(line);
            }
        })).toList();
    }
}
