package rapport.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import rapport.audit.Intake.Outcome;
import rapport.crm.Stage;
import rapport.crm.Stock;
import rapport.kernel.Ids;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.Roster;

/** Writes a plan into people and crm, in the caller's transaction: what is referred to comes first. */
@Component
class Loading {

    private static final int CHUNK = 5_000;

    /** Told how far it is. */
    interface Listener {
        void at(String phase, long done, long planned);
    }

    private final Roster roster;
    private final Stock stock;

    Loading(Roster roster, Stock stock) {
        this.roster = roster;
        this.stock = stock;
    }

    /** @param names filled with what the source calls each record @return what became of each kind */
    Map<String, Outcome> load(Plan plan, ImportId id, Map<UUID, String> names, Listener listener, Viewer viewer) {
        var outcomes = new LinkedHashMap<String, Outcome>();
        var batch = id.value();
        var source = plan.source();

        var teams = named("team", plan.teams(), Plan.Team::sourceId, roster.teamsOf(source), id, names);
        outcomes.put("Teams", each("Teams", plan.teams(), listener, chunk -> roster.teams(chunk.stream()
                .map(it -> new Roster.TeamRow(teams.get(it.sourceId()), it.name(), look(teams, it.parent()), source, it.sourceId())).toList(), batch, viewer)));

        var known = roster.peopleOf(source);
        var byName = roster.peopleByName();
        plan.people().forEach(it -> byName.computeIfPresent(it.name().toLowerCase(java.util.Locale.ROOT), (_, person) -> {
            known.putIfAbsent(it.sourceId(), person);
            return person;
        }));
        var people = named("person", plan.people(), Plan.Person::sourceId, known, id, names);
        outcomes.put("People", each("People", wanted(plan, "person", plan.people(), Plan.Person::sourceId, known), listener, chunk -> roster.people(chunk.stream()
                .map(it -> new Roster.PersonRow(people.get(it.sourceId()), it.name(), it.role(), look(people, it.manager()), look(teams, it.team()), source, it.sourceId()))
                .toList(), batch, viewer)));

        var knownProducts = stock.productsOf(source);
        var products = named("product", plan.products(), Plan.Product::sourceId, knownProducts, id, names);
        outcomes.put("Products", each("Products", wanted(plan, "product", plan.products(), Plan.Product::sourceId, knownProducts), listener, chunk -> stock.products(chunk.stream()
                .map(it -> new Stock.ProductRow(products.get(it.sourceId()), it.name(), it.series(), it.listPrice(), it.currency(), source, it.sourceId()))
                .toList(), batch, viewer)));

        var knownAccounts = stock.accountsOf(source);
        var accounts = named("account", plan.accounts(), Plan.Account::sourceId, knownAccounts, id, names);
        outcomes.put("Accounts", each("Accounts", wanted(plan, "account", plan.accounts(), Plan.Account::sourceId, knownAccounts), listener, chunk -> stock.accounts(chunk.stream()
                .map(it -> new Stock.AccountRow(accounts.get(it.sourceId()), it.name(), it.sector(), it.country(), it.founded(), it.employees(), it.revenue(),
                        it.revenueCurrency(), look(accounts, it.parent()), source, it.sourceId())).toList(), batch, viewer)));

        var stages = stock.stages(viewer);
        stages.values().forEach(it -> names.put(it.id(), it.name()));
        var opportunities = named("opportunity", plan.opportunities(), Plan.Opportunity::sourceId, stock.opportunitiesOf(source), id, names);
        outcomes.put("Opportunities", each("Opportunities", plan.opportunities(), listener, chunk -> stock.opportunities(chunk.stream()
                .map(it -> new Stock.OpportunityRow(opportunities.get(it.sourceId()), look(accounts, it.account()), look(products, it.product()),
                        look(people, it.owner()), stage(stages, it.stage()), it.closing(), it.engagedOn(), it.closesOn(), it.amount(), it.currency(), it.stageSince(), source, it.sourceId()))
                .toList(), batch, viewer)));
        stock.stays(batch);
        return outcomes;
    }

    /** Known ids, and for what is new one that follows from the import: a rehearsal and its run give the same. */
    private static <T> Map<String, UUID> named(String kind, List<T> records, Function<T, String> sourceId, Map<String, UUID> known, ImportId id,
            Map<UUID, String> names) {
        var ids = new HashMap<>(known);
        records.forEach(it -> ids.computeIfAbsent(sourceId.apply(it), name -> Ids.derived(id.value(), kind + "/" + name)));
        records.forEach(it -> names.put(ids.get(sourceId.apply(it)), sourceId.apply(it)));
        return ids;
    }

    /** All but those that are only mentioned and known already. */
    private static <T> List<T> wanted(Plan plan, String kind, List<T> records, Function<T, String> sourceId, Map<String, UUID> known) {
        return records.stream()
                .filter(it -> !known.containsKey(sourceId.apply(it)) || !plan.mentioned().contains(kind + "/" + sourceId.apply(it)))
                .toList();
    }

    private static Stage stage(Map<String, Stage> stages, String name) {
        var stage = stages.get(name.toLowerCase(java.util.Locale.ROOT));
        if (stage == null) {
            throw new Refused("imports.stage", "There is no stage “%s”. Add it to a pipeline under Settings, then import again.".formatted(name));
        }
        return stage;
    }

    private static @Nullable UUID look(Map<String, UUID> ids, @Nullable String sourceId) {
        return sourceId == null ? null : ids.get(sourceId);
    }

    private static <T> Outcome each(String phase, List<T> records, Listener listener, Function<List<T>, Outcome> take) {
        var outcome = new Outcome(0, 0, 0, 0);
        listener.at(phase, 0, records.size());
        for (var from = 0; from < records.size(); from += CHUNK) {
            var to = Math.min(from + CHUNK, records.size());
            outcome = outcome.plus(take.apply(new ArrayList<>(records.subList(from, to))));
            listener.at(phase, to, records.size());
        }
        return outcome;
    }
}
