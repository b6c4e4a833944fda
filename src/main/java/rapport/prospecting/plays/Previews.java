package rapport.prospecting.plays;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Correspondents;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.Reachable;
import rapport.crm.record.RecordList;
import rapport.kernel.Viewer;

/** What a step says, before anybody gets it. */
@Service
@Transactional(readOnly = true)
public class Previews {

    private static final String REACHED = "email=unknown=no";

    /** Fields of words, by the fields of contacts they are filled from. */
    private static final Map<String, String> FILLED = Map.of("first_name", "firstName", "last_name", "lastName", "company", "account", "title", "title", "city", "city");

    /** @param fault what is wrong with the words; then there is nothing else @param to who would read it; null when nobody has an address @param lacking fields without a word that stands in, and of how many of those with an address they are unknown */
    public record Preview(@Nullable String fault, @Nullable String to, String subject, String body, Map<String, Long> lacking) {}

    private final RecordList list;
    private final Correspondents correspondents;

    Previews(RecordList list, Correspondents correspondents) {
        this.list = list;
        this.correspondents = correspondents;
    }

    public Preview of(String subject, String body, Viewer viewer) {
        var fault = Template.fault(subject + "\n" + body);
        if (fault.isPresent()) {
            return new Preview(fault.get(), null, "", "", Map.of());
        }
        var somebody = somebody(viewer);
        return new Preview(null, somebody.map(it -> list.page(query(Filter.EVERYTHING).only(it.id()), viewer).items().getFirst().title()).orElse(null), Template.shown(subject, somebody.orElse(null), viewer.name()), Template.shown(body, somebody.orElse(null), viewer.name()), lacking(subject + "\n" + body, viewer));
    }

    /** Whoever came in last and has an address. */
    private Optional<Reachable> somebody(Viewer viewer) {
        return list.page(query(Filter.read(REACHED)), viewer).items().stream().findFirst().flatMap(it -> Optional.ofNullable(correspondents.reachable(List.of(it.id())).get(it.id())));
    }

    private static ListQuery query(Filter filter) {
        return new ListQuery(Kind.CONTACT, filter, null, new ListQuery.Sort("createdAt", true), List.of(), null, 1);
    }

    private Map<String, Long> lacking(String words, Viewer viewer) {
        var lacking = new LinkedHashMap<String, Long>();
        Template.needed(words).stream().filter(FILLED::containsKey).forEach(field -> {
            var count = list.count(Kind.CONTACT, Filter.read(REACHED + ";" + FILLED.get(field) + "=unknown=yes"), viewer);
            if (count > 0) {
                lacking.put(field, count);
            }
        });
        return lacking;
    }
}
