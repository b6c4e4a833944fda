package rapport.crm;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Kind;
import rapport.crm.record.Rules;
import rapport.crm.record.Unfit;
import rapport.crm.record.Upward;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;

/** What accounts, contacts, products and leads must keep to. */
@Configuration(proxyBeanMethods = false)
class PlainRules {

    interface Settling {
        void settle(@Nullable CrmRecord before, Map<String, @Nullable Object> changes, Viewer viewer);
    }

    record Plain(Kind kind, Settling settling) implements Rules {

        @Override
        public void settle(@Nullable CrmRecord before, Map<String, @Nullable Object> changes, Viewer viewer) {
            settling.settle(before, changes, viewer);
        }
    }

    @Bean
    Rules accountRules(Upward upward) {
        return new Plain(Kind.ACCOUNT, (before, changes, viewer) -> {
            OpportunityRules.Money.settle(before, changes, "revenue", "revenue_currency");
            if (before != null && before.id().toString().equals(changes.get("parent"))) {
                throw new Unfit("parent", "An account cannot belong to itself");
            }
            if (closes(upward, Kind.ACCOUNT, before, changes.get("parent"), viewer)) {
                throw new Unfit("parent", "That would be a circle: it belongs to this account, directly or through others");
            }
        });
    }

    @Bean
    Rules contactRules(Upward upward) {
        return new Plain(Kind.CONTACT, (before, changes, viewer) -> {
            if (isBlank("first_name", before, changes) && isBlank("last_name", before, changes) && isBlank("email", before, changes)) {
                throw new Unfit("lastName", "A contact has a name or an e-mail address");
            }
            if (before != null && before.id().toString().equals(changes.get("reports_to"))) {
                throw new Unfit("reportsTo", "Nobody reports to themselves");
            }
            if (closes(upward, Kind.CONTACT, before, changes.get("reports_to"), viewer)) {
                throw new Unfit("reportsTo", "That would be a circle: they report to this contact, directly or through others");
            }
        });
    }

    @Bean
    Rules productRules() {
        return new Plain(Kind.PRODUCT, (before, changes, _) -> OpportunityRules.Money.settle(before, changes, "list_price", "currency"));
    }

    @Bean
    Rules leadRules(ReportingLine line) {
        return new Plain(Kind.LEAD, (before, changes, viewer) -> {
            if (isBlank("first_name", before, changes) && isBlank("last_name", before, changes) && isBlank("company", before, changes) && isBlank("email", before, changes)) {
                throw new Unfit("lastName", "A lead has a name, a company or an e-mail address");
            }
            if ((before == null || changes.containsKey("owner")) && !line.of(viewer).shows(Optional.ofNullable(changes.get("owner")).map(it -> PersonId.of(it.toString())))) {
                throw new Unfit("owner", "You would not see it any more. Choose an owner among your own people, or ask an administrator");
            }
        });
    }

    private static boolean closes(Upward upward, Kind kind, @Nullable CrmRecord before, @Nullable Object above, Viewer viewer) {
        return before != null && above != null && upward.closes(kind, before.id(), UUID.fromString(above.toString()), viewer);
    }

    private static boolean isBlank(String column, @Nullable CrmRecord before, Map<String, @Nullable Object> changes) {
        return (changes.containsKey(column) ? changes.get(column) : before == null ? null : before.get(column)) == null;
    }
}
