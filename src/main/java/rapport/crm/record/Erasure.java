package rapport.crm.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import rapport.audit.Audit;
import rapport.kernel.Forbidden;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;

/**
 * What is known about a person, all of it in one piece; and its end, when they ask for that. An objection stays, as a digest nobody can
 * read: without it the next import would bring them back.
 *
 * <p>Source: GDPR articles 15, 17 and 20; ICO, “Respect people's preferences”.
 */
@Service
@Transactional
public class Erasure {

    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);

    private final Records records;
    private final Correspondents correspondents;
    private final ObjectProvider<Remembers> keepers;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Path data;

    Erasure(Records records, Correspondents correspondents, ObjectProvider<Remembers> keepers, Audit audit, JdbcClient jdbc, @Value("${rapport.data:data}") Path data) {
        this.records = records;
        this.correspondents = correspondents;
        this.keepers = keepers;
        this.audit = audit;
        this.jdbc = jdbc;
        this.data = data;
    }

    /** By module, and by what it is. */
    @Transactional(readOnly = true)
    public Map<String, Map<String, List<Map<String, @Nullable Object>>>> everything(UUID contact, Viewer viewer) {
        var they = correspondents.all(theirs(contact, viewer).id());
        var emails = emails(they);
        var all = new LinkedHashMap<String, Map<String, List<Map<String, @Nullable Object>>>>();
        all.put("CRM", own(they, emails));
        keepers.orderedStream().forEach(keeper -> all.put(keeper.keeper(), recalled(keeper, they, emails)));
        return all;
    }

    private static Map<String, List<Map<String, @Nullable Object>>> recalled(Remembers keeper, List<UUID> they, Set<String> emails) {
        var all = new LinkedHashMap<String, List<Map<String, @Nullable Object>>>();
        they.forEach(it -> keeper.recall(it, emails).forEach((what, rows) -> all.merge(what, rows, (some, more) -> Stream.concat(some.stream(), more.stream()).distinct().toList())));
        return all;
    }

    private CrmRecord theirs(UUID contact, Viewer viewer) {
        var it = records.readAny(Kind.CONTACT, contact, viewer);
        if (!viewer.role().administers()) {
            throw new Forbidden("crm.erasure", "What is known of a person is handed out, and erased, by an administrator.");
        }
        return it;
    }

    /** In small letters. */
    private Set<String> emails(List<UUID> they) {
        return new TreeSet<>(jdbc.sql("select lower(unnest(array_append(other_emails, email))) as address from crm.contact where id = any(:ids)").param("ids", they.toArray(UUID[]::new)).query(String.class).stream().filter(Objects::nonNull).toList());
    }

    private Map<String, List<Map<String, @Nullable Object>>> own(List<UUID> they, Set<String> emails) {
        var all = new LinkedHashMap<String, List<Map<String, @Nullable Object>>>();
        all.put("contact", rows("select * from crm.contact where id = any(:ids)", they, emails));
        all.put("leads with their address", rows("select * from crm.lead where email = any(:emails)", they, emails));
        all.put("activities", rows("select * from crm.activity where contact = any(:ids)", they, emails));
        all.put("parts in opportunities", rows("select * from crm.part where contact = any(:ids)", they, emails));
        all.put("files", rows("select name, type, size, added_at from crm.attachment where kind = 'CONTACT' and record = any(:ids)", they, emails));
        all.put("changes", rows("select field, before, after, at, through from crm.change where record = any(:ids) order by position", they, emails));
        return all;
    }

    private List<Map<String, @Nullable Object>> rows(String sql, List<UUID> they, Set<String> emails) {
        return jdbc.sql("select to_jsonb(e)::text as e from (%s) e".formatted(sql)).param("ids", they.toArray(UUID[]::new)).param("emails", emails.toArray(String[]::new)).query((row, _) -> Map.<String, @Nullable Object>of("row", row.getString(1))).list();
    }

    /** For good. @param name typed once more, so that it is meant @throws Refused when it is not theirs */
    public void erase(UUID contact, String name, Viewer viewer) {
        var it = theirs(contact, viewer);
        var theirName = it.text("name").filter(text -> !text.isBlank()).or(() -> it.text("email")).orElse("");
        if (!name.strip().equalsIgnoreCase(theirName.strip())) {
            throw new Refused("crm.erasure-name", "Type their name as it stands above. Nothing was erased.");
        }
        var ids = correspondents.all(it.id());
        var emails = emails(ids);
        var leads = jdbc.sql("select id from crm.lead where email = any(:emails)").param("emails", emails.toArray(String[]::new)).query(UUID.class).list();
        List.of(both(ids, leads)).forEach(each -> keepers.orderedStream().forEach(keeper -> keeper.forget(each, emails)));
        files(ids);
        jdbc.sql("update crm.activity set name = 'Erased', description = null, custom = '{}' where contact = any(:ids) or lead = any(:leads)").param("ids", ids.toArray(UUID[]::new)).param("leads", leads.toArray(UUID[]::new)).update();
        var activities = jdbc.sql("select id from crm.activity where contact = any(:ids) or lead = any(:leads)").param("ids", ids.toArray(UUID[]::new)).param("leads", leads.toArray(UUID[]::new)).query(UUID.class).list();
        jdbc.sql("delete from crm.likeness where one = any(:ids) or other = any(:ids)").param("ids", both(ids, leads)).update();
        jdbc.sql("delete from crm.merge where winner = any(:ids) or loser = any(:ids)").param("ids", both(ids, leads)).update();
        jdbc.sql("update crm.lead set merged_into = null where merged_into = any(:leads)").param("leads", leads.toArray(UUID[]::new)).update();
        jdbc.sql("delete from crm.lead where id = any(:leads)").param("leads", leads.toArray(UUID[]::new)).update();
        jdbc.sql("update crm.contact set merged_into = null where id = any(:ids)").param("ids", ids.toArray(UUID[]::new)).update();
        jdbc.sql("delete from crm.contact where id = any(:ids)").param("ids", ids.toArray(UUID[]::new)).update();
        var all = new ArrayList<>(List.of(both(ids, leads)));
        all.addAll(activities);
        erasing("yes");
        jdbc.sql("delete from crm.change where record = any(:ids)").param("ids", all.toArray(UUID[]::new)).update();
        audit.erase(all.stream().map(UUID::toString).toList());
        erasing("");
        audit.record("crm.contact.erased", "contact", Map.of("records", ids.size() + leads.size()), viewer);
    }

    /** Until the transaction ends, facts may be taken away; see the migration. */
    private void erasing(String now) {
        jdbc.sql("select set_config('rapport.erasing', :now, true)").param("now", now).query(String.class).single();
    }

    private static UUID[] both(List<UUID> one, List<UUID> other) {
        return Stream.concat(one.stream(), other.stream()).toArray(UUID[]::new);
    }

    /** Their bytes go when it is certain that everything else has. */
    private void files(List<UUID> ids) {
        var gone = jdbc.sql("delete from crm.attachment where kind = 'CONTACT' and record = any(:ids) returning id").param("ids", ids.toArray(UUID[]::new)).query(UUID.class).list().stream().map(it -> Attachments.file(data, it)).toList();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                for (var file : gone) {
                    try {
                        Files.deleteIfExists(file);
                    } catch (IOException e) {
                        LOG.error("A file of somebody who was erased is still there: {}", file, e);
                    }
                }
            }
        });
    }
}
