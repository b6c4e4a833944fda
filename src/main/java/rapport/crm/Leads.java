package rapport.crm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Edits;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.crm.record.Sight;
import rapport.crm.record.Unfit;
import rapport.kernel.Forbidden;
import rapport.kernel.Viewer;

/** What becomes of a lead: accepted into a contact, an account and perhaps an opportunity, or returned with a reason. */
@Service
@Transactional
public class Leads {

    /** Domains of mailboxes that say nothing about a company. */
    private static final List<String> EVERYBODYS = List.of("gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "gmx.de", "gmx.net", "web.de", "proton.me", "aol.com", "live.com", "mail.ru", "qq.com", "163.com");

    /** An account or contact it may be about already. @param because why it is offered */
    public record Known(UUID id, String name, String because) {}

    /** @param account an existing one; null makes one of the lead's company @param contact an existing one; null makes one @param opportunity whether to begin one */
    public record Acceptance(@Nullable UUID account, @Nullable UUID contact, boolean opportunity) {}

    private final Records records;
    private final Sight sight;
    private final JdbcClient jdbc;

    Leads(Records records, Sight sight, JdbcClient jdbc) {
        this.records = records;
        this.sight = sight;
        this.jdbc = jdbc;
    }

    /** Accounts with the mailbox's domain or the company's name. */
    @Transactional(readOnly = true)
    public List<Known> accounts(UUID id, Viewer viewer) {
        var lead = records.read(Kind.LEAD, id, viewer);
        var domain = domain(lead);
        return jdbc.sql("""
                        select a.id, a.name, case when :domain = any(a.domains) then 'same domain' else 'same name' end as because
                          from crm.account a where (:domain = any(a.domains) or lower(a.name) = lower(:company)) and a.binned_at is null and a.merged_into is null order by a.name, a.id limit 10""")
                .param("domain", domain).param("company", lead.text("company").orElse(null)).query(Known.class).list();
    }

    /** Contacts with the same address or number. */
    @Transactional(readOnly = true)
    public List<Known> contacts(UUID id, Viewer viewer) {
        var lead = records.read(Kind.LEAD, id, viewer);
        return jdbc.sql("""
                        select c.id, coalesce(nullif(c.name, ''), c.email) as name, case when c.email = :email then 'same e-mail' else 'same number' end as because
                          from crm.contact c where (c.email = :email or :email = any(c.other_emails) or c.phone = :phone or c.mobile = :phone) and c.binned_at is null and c.merged_into is null order by c.name, c.id limit 10""")
                .param("email", lead.text("email").orElse(null)).param("phone", lead.text("phone").or(() -> lead.text("mobile")).orElse(null)).query(Known.class).list();
    }

    /** All of it or nothing. What is there already gets only what it does not know yet. */
    public CrmRecord accept(UUID id, Acceptance as, Viewer viewer) {
        var lead = mayHandle(id, viewer);
        var account = as.account != null ? records.read(Kind.ACCOUNT, as.account, viewer).id() : lead.get("company") == null ? null : newAccount(lead, viewer);
        var contact = as.contact != null ? completed(records.read(Kind.CONTACT, as.contact, viewer), lead, account, viewer) : newContact(lead, account, viewer);
        var opportunity = as.opportunity ? newOpportunity(lead, account, viewer) : null;
        var changes = new LinkedHashMap<String, @Nullable Object>();
        changes.put("status", "ACCEPTED");
        changes.put("account", account == null ? null : account.toString());
        changes.put("contact", contact.toString());
        changes.put("opportunity", opportunity == null ? null : opportunity.toString());
        return records.step(lead, changes, null, viewer);
    }

    /** @param reason what was missing, for whoever sent it */
    public CrmRecord giveBack(UUID id, String reason, Viewer viewer) {
        var lead = mayHandle(id, viewer);
        if (reason.isBlank() || reason.length() > 500) {
            throw new Unfit("reason", "Say in a sentence why it is returned: whoever sent it learns from that");
        }
        return records.step(lead, Map.of("status", "RETURNED", "reason", reason.strip()), null, viewer);
    }

    /** Its owner has done something about it: from then on it is worked on. */
    void begin(UUID id, Viewer viewer) {
        var lead = records.locked(Kind.LEAD, id, viewer);
        if ("NEW".equals(lead.get("status")) && lead.owner().filter(viewer::is).isPresent()) {
            records.step(lead, Map.of("status", "WORKING"), null, viewer);
        }
    }

    private CrmRecord mayHandle(UUID id, Viewer viewer) {
        var lead = records.locked(Kind.LEAD, id, viewer);
        viewer.mustChange();
        if (!viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Leads are accepted by reps, managers and administrators.");
        }
        if ("ACCEPTED".equals(lead.get("status"))) {
            throw new Unfit("status", "It was accepted already");
        }
        return lead;
    }

    private UUID newAccount(CrmRecord lead, Viewer viewer) {
        var edits = copied(lead, Map.of("company", "name", "website", "website", "street", "street", "city", "city", "region", "region", "postcode", "postcode", "country", "country", "industry", "sector"));
        if (domain(lead) instanceof String domain) {
            edits.put("domains", List.of(domain));
        }
        lead.owner().ifPresent(it -> edits.put("owner", List.of(it.toString())));
        return records.add(Kind.ACCOUNT, Edits.of(edits), viewer).id();
    }

    private UUID newContact(CrmRecord lead, @Nullable UUID account, Viewer viewer) {
        var edits = copied(lead, CONTACT);
        if (account != null) {
            edits.put("account", List.of(account.toString()));
        }
        lead.owner().ifPresent(it -> edits.put("owner", List.of(it.toString())));
        if (lead.get("first_name") == null && lead.get("last_name") == null && lead.get("email") == null) {
            edits.put("lastName", List.of(lead.text("company").orElse("Somebody")));
        }
        return records.add(Kind.CONTACT, Edits.of(edits), viewer).id();
    }

    private static final Map<String, String> CONTACT = Map.of("first_name", "firstName", "last_name", "lastName", "title", "title", "email", "email", "phone", "phone", "mobile", "mobile", "country", "country", "city", "city");

    private UUID completed(CrmRecord contact, CrmRecord lead, @Nullable UUID account, Viewer viewer) {
        var edits = copied(lead, CONTACT);
        edits.keySet().removeIf(field -> contact.get(field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)) != null);
        if (account != null && contact.get("account") == null) {
            edits.put("account", List.of(account.toString()));
        }
        records.change(Kind.CONTACT, contact.id(), Edits.of(edits), viewer);
        return contact.id();
    }

    private UUID newOpportunity(CrmRecord lead, @Nullable UUID account, Viewer viewer) {
        var edits = copied(lead, Map.of("interest", "name", "lead_source", "leadSource", "description", "description"));
        edits.put("owner", lead.owner().map(it -> List.of(it.toString())).orElse(List.of(viewer.id().toString())));
        if (account != null) {
            edits.put("account", List.of(account.toString()));
        }
        return records.add(Kind.OPPORTUNITY, Edits.of(edits), viewer).id();
    }

    /** @param fields from the lead's columns to the other's fields */
    private static Map<String, List<String>> copied(CrmRecord lead, Map<String, String> fields) {
        var edits = new LinkedHashMap<String, List<String>>();
        fields.forEach((column, field) -> lead.text(column).ifPresent(it -> edits.put(field, List.of(it))));
        return edits;
    }

    private static @Nullable String domain(CrmRecord lead) {
        return lead.text("email").map(it -> it.substring(it.indexOf('@') + 1)).filter(it -> !EVERYBODYS.contains(it)).orElse(null);
    }
}
