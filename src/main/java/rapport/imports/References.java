package rapport.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rapport.crm.Stock;
import rapport.crm.Stock.Sourced;
import rapport.crm.record.Kind;
import rapport.imports.Draft.Reference;
import rapport.imports.dialect.Target;

/**
 * Finds what a portion of rows refers to: by the source's id first, then by e-mail address, then by exact name. A name that several
 * have is nobody's.
 */
final class References {

    /** @param id null when nothing was found @param several whether more than one has the name */
    record Found(@Nullable UUID id, boolean several) {}

    private static final Found NOTHING = new Found(null, false);

    private final Stock stock;
    private final String source;
    private final Map<Target, Map<String, Sourced>> byId = new HashMap<>();
    private final Map<Target, Map<String, List<UUID>>> byName = new HashMap<>();
    private Map<String, List<UUID>> byEmail = Map.of();

    References(Stock stock, String source, Collection<Reference> references) {
        this.stock = stock;
        this.source = source;
        var ids = new HashMap<Target, LinkedHashSet<String>>();
        var names = new HashMap<Target, LinkedHashSet<String>>();
        var emails = new LinkedHashSet<String>();
        for (var it : references) {
            if (it.id() != null) {
                (it.target() == Target.ACTIVITY ? List.of(Target.ACCOUNT, Target.CONTACT, Target.OPPORTUNITY, Target.LEAD) : List.of(it.target())).forEach(target -> ids.computeIfAbsent(target, _ -> new LinkedHashSet<>()).add(it.id()));
            }
            if (it.name() != null) {
                names.computeIfAbsent(it.target(), _ -> new LinkedHashSet<>()).add(it.name());
            }
            if (it.email() != null) {
                emails.add(it.email());
            }
        }
        ids.forEach((target, all) -> byId.put(target, stock.known(kind(target), source, all)));
        names.forEach((target, all) -> byName.put(target, stock.named(kind(target), source, all)));
        if (!emails.isEmpty()) {
            byEmail = stock.contactsAt(emails);
        }
    }

    private static Kind kind(Target target) {
        return target.kind().orElseThrow();
    }

    Found find(Reference it) {
        if (it.id() != null && byId.getOrDefault(it.target(), Map.of()).get(it.id()) instanceof Sourced known) {
            return new Found(known.mergedInto() == null ? known.id() : known.mergedInto(), false);
        }
        var reached = it.email() == null ? List.<UUID>of() : byEmail.getOrDefault(it.email(), List.of());
        if (reached.size() == 1) {
            return new Found(reached.getFirst(), false);
        }
        var named = it.name() == null ? List.<UUID>of() : byName.getOrDefault(it.target(), Map.of()).getOrDefault(it.name(), List.of());
        return named.size() == 1 ? new Found(named.getFirst(), false) : named.isEmpty() ? NOTHING : new Found(null, true);
    }

    /** Of which kind a record is that only an id names. */
    Map<Target, UUID> about(String id) {
        var found = new HashMap<Target, UUID>();
        byId.forEach((target, known) -> {
            if (known.get(id) instanceof Sourced it) {
                found.put(target, it.mergedInto() == null ? it.id() : it.mergedInto());
            }
        });
        return found;
    }

    /** From now on known under its name and id. */
    void made(Reference it, UUID id) {
        if (it.id() != null) {
            byId.computeIfAbsent(it.target(), _ -> new HashMap<>()).put(it.id(), new Sourced(it.id(), id, null, false));
        }
        if (it.name() != null) {
            byName.computeIfAbsent(it.target(), _ -> new HashMap<>()).computeIfAbsent(it.name(), _ -> new ArrayList<>()).add(id);
        }
    }

    Map<String, Sourced> known(Kind kind, Collection<String> keys) {
        return stock.known(kind, source, keys);
    }
}
