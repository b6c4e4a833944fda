package rapport.skills;

import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Ids;
import rapport.kernel.Viewer;

/** The catalogue of skills, the same for everybody in a workspace. */
@Service
@Transactional
public class Skills {

    private final JdbcClient jdbc;
    private final Clock clock;

    Skills(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** In the catalogue's order, retired ones too, for older blueprints name them. Whoever looks first makes it. */
    public List<Skill> all(Viewer viewer) {
        var known = read();
        if (!known.isEmpty()) {
            return known;
        }
        begin();
        return read();
    }

    private List<Skill> read() {
        return jdbc.sql("select id, bucket, name, definition, position, retired_at from skills.skill order by position, id limit 500").query(Skill.class).list();
    }

    /** Always in the same order, so that two who begin at once wait for each other instead of deadlocking; the later adds nothing. */
    private void begin() {
        for (var position = 0; position < Catalogue.FIRST.size(); position++) {
            var entry = Catalogue.FIRST.get(position);
            jdbc.sql("""
                            insert into skills.skill (id, bucket, name, definition, position) values (:id, :bucket, :name, :definition, :position)
                                on conflict (workspace, lower(name)) do nothing""")
                    .param("id", Ids.next(clock, uuid -> uuid)).param("bucket", entry.bucket().name()).param("name", entry.name())
                    .param("definition", entry.definition()).param("position", position).update();
        }
    }
}
