package rapport.prospecting.paper;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Correspondents;
import rapport.crm.record.Reachable;
import rapport.kernel.PersonId;
import rapport.people.People;
import rapport.prospecting.Channel;
import rapport.prospecting.dispatch.Carrier.Load;
import rapport.prospecting.dispatch.Claimed;
import rapport.prospecting.dispatch.Stops;
import rapport.prospecting.law.Gate;
import rapport.prospecting.law.Verdict;

/** What faxes say, whichever way they go; or why they may not. */
@Component
public class FaxPages {

    /** @param number E.164 */
    public record Fax(UUID touch, String number, String owner, FaxSheet sheet) {}

    private record Words(UUID touch, String subject, String body) {}

    private final Letterheads letterheads;
    private final Press press;
    private final Stops stops;
    private final Gate gate;
    private final Correspondents correspondents;
    private final People people;
    private final JdbcClient jdbc;
    private final Clock clock;

    FaxPages(Letterheads letterheads, Press press, Stops stops, Gate gate, Correspondents correspondents, People people, JdbcClient jdbc, Clock clock) {
        this.letterheads = letterheads;
        this.press = press;
        this.stops = stops;
        this.gate = gate;
        this.correspondents = correspondents;
        this.people = people;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Each a {@link Fax}, ready; or held or unfit, with the reason. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<UUID, Load> load(List<Claimed> touches) {
        var words = jdbc.sql("select touch, subject, body from prospecting.words where touch = any(:touches)").param("touches", touches.stream().map(Claimed::id).toArray(UUID[]::new)).query(Words.class).stream().collect(Collectors.toMap(Words::touch, Function.identity()));
        var to = correspondents.reachable(touches.stream().map(Claimed::contact).distinct().toList());
        var verdicts = gate.judge(to.values(), Channel.FAX.name(), clock.instant());
        var names = people.namesOf(touches.stream().map(it -> new PersonId(it.owner())).distinct().toList());
        var head = letterheads.letterhead().orElse(null);
        var loads = new HashMap<UUID, Load>();
        touches.forEach(it -> loads.put(it.id(), load(it, words.get(it.id()), to.get(it.contact()), verdicts, names.getOrDefault(new PersonId(it.owner()), ""), head)));
        return loads;
    }

    private Load load(Claimed touch, @Nullable Words said, @Nullable Reachable to, Map<UUID, Verdict> verdicts, String owner, Letterheads.@Nullable Letterhead head) {
        if (said == null || to == null || to.gone() || to.fax() == null) {
            return new Load.Unfit(said == null ? "Nobody has written what it says." : to == null || to.gone() ? "The contact is in the bin, or has become another." : "Nobody knows a fax number of theirs.");
        }
        var verdict = java.util.Objects.requireNonNull(verdicts.get(to.id()));
        return switch (verdict) {
            case Verdict.Allowed _ -> sheet(touch, said, to, owner, head);
            case Verdict.Later later -> new Load.Later(later.at(), later.words());
            case Verdict.Denied _ -> new Load.Held(verdict.words());
        };
    }

    private Load sheet(Claimed touch, Words said, Reachable to, String owner, Letterheads.@Nullable Letterhead head) {
        var number = java.util.Objects.requireNonNull(to.fax());
        var sheet = head == null ? Optional.<FaxSheet>empty() : FaxSheet.of(head, to, said.subject, said.body, owner, clock.instant());
        return sheet.<Load>map(it -> new Load.Ready(new Fax(touch.id(), number, owner, it), stops.ofFax(touch.contact(), number)))
                .orElse(new Load.Held("Page one has to say by which telephone and fax numbers one gets no more of them. Say so under Settings, Letterhead."));
    }

    /** It takes a moment. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public byte[] print(Fax fax) {
        return press.print("prospecting/print/fax", fax.sheet);
    }
}
