package rapport.crm.duplicates;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Kind;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** Everything that refers to a record, moved to another and back. Each move is a row of the history of whatever refers. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Links {

    /** @param kind as the history calls the record that refers @param versioned whether it counts its changes */
    private record Link(String table, String column, String kind, boolean versioned) {}

    private final JdbcClient jdbc;

    Links(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static List<Link> to(Kind kind) {
        return switch (kind) {
            case ACCOUNT -> List.of(link("account", "parent"), link("contact", "account"), link("opportunity", "account"), link("lead", "account"), link("activity", "account"), FILES);
            case CONTACT -> List.of(link("contact", "reports_to"), link("lead", "contact"), link("activity", "contact"), new Link("crm.part", "contact", "part", true), FILES);
            case LEAD -> List.of(link("activity", "lead"), FILES);
            default -> List.of();
        };
    }

    private static final Link FILES = new Link("crm.attachment", "record", "attachment", false);

    private static Link link(String kind, String column) {
        return new Link("crm." + kind, column, kind, true);
    }

    /** @return how many were moved */
    int move(Kind kind, UUID from, UUID to, UUID batch, Instant at, Viewer viewer) {
        var moved = 0;
        for (var link : to(kind)) {
            // nothing refers to itself, and nobody has the same part in a deal twice: such a link stays with the loser
            var except = switch (link.column) {
                case "parent", "reports_to" -> " and l.id <> :to";
                case "contact" -> link.kind.equals("part") ? " and not exists (select from crm.part has where has.opportunity = l.opportunity and has.role = l.role and has.contact = :to)" : "";
                default -> "";
            };
            moved += jdbc.sql("""
                            with moved as (update %1$s l set %2$s = :to%3$s where l.%2$s = :from%4$s returning l.id%5$s)
                            insert into crm.change (id, kind, record, field, before, after, who, at, through, batch, version)
                            select gen_random_uuid(), :kind, id, :column, :before, :after, :who, :at, :through, :batch, %6$s from moved""".formatted(link.table, link.column, link.versioned ? ", version = version + 1" : "",
                            except, link.versioned ? ", l.version" : "", link.versioned ? "version" : "null"))
                    .param("to", to).param("from", from).param("kind", link.kind).param("column", link.column).param("before", from.toString()).param("after", to.toString()).param("who", viewer.id().value())
                    .param("at", Utc.of(at)).param("through", viewer.through().name()).param("batch", batch).update();
        }
        return moved;
    }

    /** Back to where a batch took them from, except what somebody has moved since. */
    int moveBack(Kind kind, UUID from, UUID to, UUID batch, UUID undo, Instant at, Viewer viewer) {
        var moved = 0;
        for (var link : to(kind)) {
            moved += jdbc.sql("""
                            with mine as (select c.record from crm.change c
                                           where c.batch = :batch and c.kind = :kind and c.field = :column and c.before = :back
                                             and not exists (select from crm.change later where later.record = c.record and later.field = c.field and later.position > c.position)),
                                 moved as (update %1$s l set %2$s = :to%3$s from mine where l.id = mine.record and l.%2$s = :from returning l.id%4$s)
                            insert into crm.change (id, kind, record, field, before, after, who, at, through, batch, version)
                            select gen_random_uuid(), :kind, id, :column, :now, :back, :who, :at, :through, :undo, %5$s from moved""".formatted(link.table, link.column, link.versioned ? ", version = l.version + 1" : "",
                            link.versioned ? ", l.version" : "", link.versioned ? "version" : "null"))
                    .param("to", to).param("from", from).param("kind", link.kind).param("column", link.column).param("now", from.toString()).param("back", to.toString()).param("who", viewer.id().value())
                    .param("at", Utc.of(at)).param("through", viewer.through().name()).param("batch", batch).param("undo", undo).update();
        }
        return moved;
    }
}
