package rapport.crm.record;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.people.Visibility;

/**
 * Who sees which record, as a condition in SQL and as sentences: accounts, contacts and products are everybody's; opportunities and leads
 * follow their owner; an activity follows the opportunity or lead it is about, else it is as open as the account or contact, else it follows its owner.
 */
@Component
@Transactional(readOnly = true)
public class Sight {

    private final ReportingLine line;
    private final JdbcClient jdbc;

    Sight(ReportingLine line, JdbcClient jdbc) {
        this.line = line;
        this.jdbc = jdbc;
    }

    /** The viewer's sight, to be asked for several kinds. */
    public Visibility of(Viewer viewer) {
        return line.of(viewer);
    }

    /** The viewer and everybody who answers to them. */
    List<PersonId> team(Viewer viewer) {
        return line.peopleOf(viewer);
    }

    /** The condition on rows of {@code kind} named {@code alias}; uses the parameter {@code :visible}. */
    public static String sql(Kind kind, String alias, Visibility visible) {
        return switch (kind) {
            case ACCOUNT, CONTACT, PRODUCT -> "true";
            case OPPORTUNITY, LEAD -> visible.sql(alias + ".owner");
            case ACTIVITY -> visible instanceof Visibility.Everyone ? "true" : activity(alias, visible);
        };
    }

    private static String activity(String alias, Visibility visible) {
        return """
                case when %1$s.opportunity is not null then exists (select from crm.opportunity seen where seen.id = %1$s.opportunity and %2$s)
                     when %1$s.lead is not null then exists (select from crm.lead seen where seen.id = %1$s.lead and %2$s)
                     when %1$s.account is not null or %1$s.contact is not null then true
                     else %3$s end""".formatted(alias, visible.sql("seen.owner"), visible.sql(alias + ".owner"));
    }

    /** The same as conditions that exclude each other, where an index finds each but not all of them joined by "or". */
    static List<String> parts(Kind kind, String alias, Visibility visible) {
        return kind == Kind.OPPORTUNITY || kind == Kind.LEAD ? visible.parts(alias + ".owner") : List.of(sql(kind, alias, visible));
    }

    /** Rows that are in no bin and have not become another. */
    static String alive(Kind kind, String alias) {
        return alias + ".binned_at is null" + (kind.merges() ? " and %s.merged_into is null".formatted(alias) : "");
    }

    public boolean shows(Kind kind, UUID id, Viewer viewer) {
        var visible = of(viewer);
        return jdbc.sql("select exists (select from %s e where e.id = :id and %s and %s)".formatted(kind.table(), alive(kind, "e"), sql(kind, "e", visible)))
                .param("id", id).param("visible", visible.ids()).query(Boolean.class).single();
    }
}
