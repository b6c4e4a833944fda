package rapport.crm;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.History;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.crm.record.Sight;
import rapport.crm.record.Unfit;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.Viewer;

/** Who takes part in a decision to buy, and how. */
@Service
@Transactional
public class Parts {

    /** What somebody does in it. */
    public enum Role {
        DECIDES("Decides"),
        PAYS("Pays"),
        USES("Uses it"),
        BLOCKS("Is against"),
        HELPS("Helps us");

        private final String words;

        Role(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        static Role of(String word) {
            return Stream.of(values()).filter(it -> it.name().equals(word)).findFirst().orElseThrow(() -> new Unfit("role", "One of decides, pays, uses, blocks, helps"));
        }
    }

    public record Part(UUID id, UUID contact, @Nullable String name, @Nullable String title, Role role) {}

    /** An opportunity somebody takes part in. */
    public record Deal(UUID opportunity, Role role) {}

    private final Records records;
    private final Sight sight;
    private final History history;
    private final JdbcClient jdbc;
    private final Clock clock;

    Parts(Records records, Sight sight, History history, JdbcClient jdbc, Clock clock) {
        this.records = records;
        this.sight = sight;
        this.history = history;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Part> of(OpportunityId opportunity, Viewer viewer) {
        records.readAny(Kind.OPPORTUNITY, opportunity.value(), viewer);
        return jdbc.sql("""
                        select p.id, p.contact, coalesce(nullif(c.name, ''), c.email) as name, c.title, p.role from crm.part p join crm.contact c on c.workspace = p.workspace and c.id = p.contact
                         where p.opportunity = :opportunity order by p.role, name, p.id limit 50""").param("opportunity", opportunity.value()).query(Part.class).list();
    }

    /** Of those the viewer sees. */
    @Transactional(readOnly = true)
    public List<Deal> ofContact(UUID contact, Viewer viewer) {
        var visible = sight.of(viewer);
        return jdbc.sql("select p.opportunity, p.role from crm.part p join crm.opportunity o on o.workspace = p.workspace and o.id = p.opportunity where p.contact = :contact and o.binned_at is null and %s order by o.created_at desc, p.id limit 20"
                .formatted(visible.sql("o.owner"))).param("contact", contact).param("visible", visible.ids()).query(Deal.class).list();
    }

    public void take(OpportunityId opportunity, UUID contact, String role, Viewer viewer) {
        var deal = records.locked(Kind.OPPORTUNITY, opportunity.value(), viewer);
        maySell(viewer);
        records.read(Kind.CONTACT, contact, viewer);
        try {
            jdbc.sql("insert into crm.part (id, opportunity, contact, role, version) values (:id, :opportunity, :contact, :role, 0)")
                    .param("id", Ids.next(clock, it -> it)).param("opportunity", opportunity.value()).param("contact", contact).param("role", Role.of(role).name()).update();
        } catch (DuplicateKeyException e) {
            throw new Unfit("contact", "They have this part already");
        }
        history.changed(Kind.OPPORTUNITY.history(), deal.id(), deal.version(), List.of(new History.Difference("part " + role, null, contact.toString())), null, viewer);
    }

    public void leave(OpportunityId opportunity, UUID part, Viewer viewer) {
        var deal = records.locked(Kind.OPPORTUNITY, opportunity.value(), viewer);
        maySell(viewer);
        record Gone(UUID contact, String role) {}
        var gone = jdbc.sql("delete from crm.part where id = :id and opportunity = :opportunity returning contact, role").param("id", part).param("opportunity", opportunity.value()).query(Gone.class).optional()
                .orElseThrow(() -> new NotFound("crm.part-not-found", "Nobody has this part any more"));
        history.changed(Kind.OPPORTUNITY.history(), deal.id(), deal.version(), List.of(new History.Difference("part " + gone.role, gone.contact.toString(), null)), null, viewer);
    }

    private static void maySell(Viewer viewer) {
        viewer.mustChange();
        if (!viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Opportunities are changed by reps, managers and administrators.");
        }
    }
}
