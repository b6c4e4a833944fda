package rapport.crm.record;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who is behind an address that writes to us. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Correspondents {

    private final JdbcClient jdbc;

    Correspondents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those there are, by their ids. */
    public Map<UUID, Reachable> reachable(Collection<UUID> contacts) {
        return jdbc.sql("""
                        select c.*, a.name as company from crm.contact c left join crm.account a on a.workspace = c.workspace and a.id = c.account where c.id = any(:ids)""").param("ids", contacts.toArray(UUID[]::new))
                .query((row, _) -> new Reachable(row.getObject("id", UUID.class), row.getString("first_name"), row.getString("last_name"), row.getString("title"), row.getObject("account", UUID.class), row.getString("company"),
                        row.getObject("owner", UUID.class), row.getString("email"), row.getString("phone"), row.getString("mobile"), row.getString("fax"), row.getString("street"), row.getString("city"), row.getString("postcode"), row.getString("region"),
                        row.getString("country"), row.getString("language"), row.getString("time_zone"), List.of((String[]) row.getArray("allowed").getArray()), List.of((String[]) row.getArray("refused").getArray()),
                        row.getTimestamp("binned_at") != null || row.getObject("merged_into") != null))
                .stream().collect(Collectors.toMap(Reachable::id, it -> it));
    }

    /** Those who were merged into these, also by way of others. @return whom each is now */
    public Map<UUID, UUID> formerly(Collection<UUID> contacts) {
        return jdbc.sql("""
                        with recursive former as (
                            select id, merged_into as now from crm.contact where merged_into = any(:ids)
                            union select c.id, f.now from crm.contact c join former f on c.merged_into = f.id)
                        select id, now from former""").param("ids", contacts.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class))).stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one));
    }

    /** The contact, and all that were merged into it: one person. */
    public List<UUID> all(UUID contact) {
        return Stream.concat(Stream.of(contact), formerly(List.of(contact)).keySet().stream()).toList();
    }

    /** @param since when they were first kept @param system where an import brought them from; null when somebody has entered them */
    public record Origin(Instant since, @Nullable String system) {}

    public Optional<Origin> origin(UUID contact) {
        return jdbc.sql("select coalesce(created_at, updated_at) as since, source as system from crm.contact where id = :id and coalesce(created_at, updated_at) is not null").param("id", contact).query(Origin.class).optional();
    }

    /** The contact with this address, be it their first or another of theirs; of several the one that was there first. @param email in small letters */
    public Optional<UUID> contactAt(String email) {
        return jdbc.sql("select id from crm.contact where email = :email and binned_at is null and merged_into is null order by created_at, id limit 1").param("email", email).query(UUID.class).optional()
                .or(() -> jdbc.sql("select id from crm.contact where other_emails <> '{}' and :email = any(other_emails) and binned_at is null and merged_into is null order by created_at, id limit 1").param("email", email).query(UUID.class).optional());
    }
}
