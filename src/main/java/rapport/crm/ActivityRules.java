package rapport.crm;

import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Kind;
import rapport.crm.record.Rules;
import rapport.kernel.Viewer;

/** What was done has happened at some moment; nobody who writes it down need say when, or who. A lead that something was done about is worked on. */
@Component
class ActivityRules implements Rules {

    private final ObjectProvider<Leads> leads; // they write records, which ask the rules
    private final Clock clock;

    ActivityRules(ObjectProvider<Leads> leads, Clock clock) {
        this.leads = leads;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.ACTIVITY;
    }

    @Override
    public void settle(@Nullable CrmRecord before, Map<String, @Nullable Object> changes, Viewer viewer) {
        if (before == null) {
            changes.putIfAbsent("owner", viewer.isSystem() ? null : viewer.id().toString());
            if (!"TASK".equals(changes.get("sort"))) {
                changes.putIfAbsent("happens_at", clock.instant().toString());
            }
        }
    }

    @Override
    public void written(@Nullable CrmRecord before, CrmRecord after, Viewer viewer) {
        if (before == null && !"TASK".equals(after.get("sort"))) {
            after.id("lead").ifPresent(it -> leads.getObject().begin(it, viewer));
        }
    }
}
