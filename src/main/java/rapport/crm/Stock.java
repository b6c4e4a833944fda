package rapport.crm;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.History;
import rapport.audit.Intake;
import rapport.audit.Intake.LeftAlone;
import rapport.audit.Intake.Outcome;
import rapport.audit.Intake.Told;
import rapport.crm.duplicates.Proposals;
import rapport.crm.forecast.Rates;
import rapport.crm.record.Barred;
import rapport.crm.record.Kind;
import rapport.kernel.Viewer;

/** Takes many records in at once, for imports: finds what is known, writes what is new or different, and takes it all back. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Stock {

    private static final History.Kind PART = new History.Kind("crm", "part");
    private static final History.Kind PIPELINE = new History.Kind("crm", "pipeline");
    private static final History.Kind STAGE = new History.Kind("crm", "stage");
    private static final List<String> FILES = List.of("crm.attachment.record");

    /** Columns that name an owner; no foreign key goes from module to module. */
    public static final List<String> OWNERS = List.of("crm.account.owner", "crm.contact.owner", "crm.opportunity.owner", "crm.lead.owner", "crm.activity.owner");

    /** A record as another system calls it. @param mergedInto what it became part of; null when it did not @param binned whether it is in the bin */
    public record Sourced(String sourceId, UUID id, @Nullable UUID mergedInto, boolean binned) {}

    /** A step an opportunity took. @param stage null where it closed */
    public record Step(UUID opportunity, @Nullable UUID stage, LocalDate entered) {}

    private final Intake intake;
    private final Pipelines pipelines;
    private final Proposals proposals;
    private final Rates rates;
    private final JdbcClient jdbc;
    private final JdbcOperations batches;
    private final ObjectProvider<Barred> barred;

    Stock(Intake intake, Pipelines pipelines, Proposals proposals, Rates rates, JdbcClient jdbc, JdbcOperations batches, ObjectProvider<Barred> barred) {
        this.intake = intake;
        this.pipelines = pipelines;
        this.proposals = proposals;
        this.rates = rates;
        this.jdbc = jdbc;
        this.batches = batches;
        this.barred = barred;
    }

    /** What money is counted in where nobody says. */
    public String currency(Viewer viewer) {
        return rates.base(viewer);
    }

    public List<Pipeline> pipelines(Viewer viewer) {
        return pipelines.all(viewer);
    }

    /** By what the source calls them. */
    /** Of the addresses, in small letters, those nobody may bring back, with why. */
    public Map<String, String> barred(Collection<String> emails) {
        var all = new HashMap<String, String>();
        barred.forEach(it -> all.putAll(it.why(emails)));
        return all;
    }

    public Map<String, Sourced> known(Kind kind, String source, Collection<String> ids) {
        return jdbc.sql("select source_id, id, %s as merged_into, binned_at is not null as binned from %s where source = :source and source_id = any(:ids)"
                        .formatted(kind.merges() ? "merged_into" : "null::uuid", kind.table()))
                .param("source", source).param("ids", ids.toArray(String[]::new)).query(Sourced.class).stream().collect(Collectors.toMap(Sourced::sourceId, it -> it));
    }

    /** The stage each opportunity is in, with its pipeline. */
    public Map<UUID, Stood> stood(Collection<UUID> opportunities) {
        return jdbc.sql("select id, pipeline, stage from crm.opportunity where id = any(?)").param(opportunities.toArray(UUID[]::new)).query(Stood.class).stream().collect(Collectors.toMap(Stood::id, it -> it));
    }

    public record Stood(UUID id, UUID pipeline, UUID stage) {}

    /** Once many of a kind have come in, so that those that follow are found fast. */
    public void count(Kind kind) {
        intake.count(kind.history());
    }

    /** Everything of a name, those from the source first; of a name only the source has more than once, all. */
    public Map<String, List<UUID>> named(Kind kind, String source, Collection<String> names) {
        record Named(String name, UUID id, boolean ours) {}
        var found = new HashMap<String, List<Named>>();
        jdbc.sql("select name, id, source is not distinct from :source as ours from %s where name = any(:names) and binned_at is null%s order by id".formatted(kind.table(), kind.merges() ? " and merged_into is null" : ""))
                .param("source", source).param("names", names.toArray(String[]::new)).query(Named.class).stream().forEach(it -> found.computeIfAbsent(it.name, _ -> new ArrayList<>()).add(it));
        var named = new HashMap<String, List<UUID>>();
        found.forEach((name, all) -> {
            var ours = all.stream().filter(Named::ours).map(Named::id).toList();
            named.put(name, ours.isEmpty() ? all.stream().map(Named::id).toList() : ours);
        });
        return named;
    }

    /** The names of the products a source has brought. */
    public List<String> productsOf(String source) {
        return jdbc.sql("select name from crm.product where source = :source limit 20000").param("source", source).query(String.class).list();
    }

    public Map<String, List<UUID>> contactsAt(Collection<String> emails) {
        record Reached(String email, UUID id) {}
        return jdbc.sql("select email, id from crm.contact where email = any(:emails) and binned_at is null and merged_into is null order by id").param("emails", emails.toArray(String[]::new))
                .query(Reached.class).stream().collect(Collectors.groupingBy(Reached::email, Collectors.mapping(Reached::id, Collectors.toList())));
    }

    /** @param columns that the source speaks of, in SQL @param rows id and a value for each */
    public Outcome take(Kind kind, List<String> columns, List<Map<String, @Nullable Object>> rows, UUID batch, Viewer viewer) {
        return intake.take(kind.history(), columns, rows, true, batch, viewer);
    }

    /** Who takes part: opportunity, contact, role. The same part twice is one. */
    public Outcome parts(List<Map<String, @Nullable Object>> rows, UUID batch, Viewer viewer) {
        return intake.take(PART, List.of("opportunity", "contact", "role", "source", "source_id"), rows, false, batch, viewer);
    }

    /** Parts there are, by opportunity, contact and role with a bar between. */
    public Map<String, UUID> partsOf(Collection<UUID> opportunities) {
        record Part(String key, UUID id) {}
        return jdbc.sql("select opportunity || '|' || contact || '|' || role as key, id from crm.part where opportunity = any(:ids)").param("ids", opportunities.toArray(UUID[]::new))
                .query(Part.class).stream().collect(Collectors.toMap(Part::key, Part::id));
    }

    public Outcome pipelines(List<Map<String, @Nullable Object>> rows, UUID batch, Viewer viewer) {
        return intake.take(PIPELINE, List.of("name", "position", "walk"), rows, false, batch, viewer);
    }

    public Outcome stages(List<Map<String, @Nullable Object>> rows, UUID batch, Viewer viewer) {
        return intake.take(STAGE, List.of("pipeline", "name", "position", "probability", "required"), rows, false, batch, viewer);
    }

    /** Remembers steps until {@link #stays} makes stays of them; in any order. */
    public void steps(List<Step> steps) {
        beginSteps();
        batches.batchUpdate("insert into stock_step (opportunity, stage, entered_on) values (?, ?, ?)", steps.stream().map(it -> new Object[] {it.opportunity, it.stage, it.entered}).toList());
    }

    private void beginSteps() {
        jdbc.sql("create temporary table if not exists stock_step (opportunity uuid, stage uuid, entered_on date, position int generated always as identity) on commit drop").update();
    }

    /** Each step ends where the next begins. Where stays are known already nothing is added. */
    private void staysOfSteps(UUID batch) {
        beginSteps();
        jdbc.sql("""
                        insert into crm.stay (id, opportunity, stage, entered_on, left_on, outcome, batch)
                        select gen_random_uuid(), o.id, s.stage, s.entered_on, case when s.next is not null then s.next when o.outcome is not null then greatest(s.entered_on, coalesce(o.closes_on, s.entered_on)) end,
                               case when o.outcome is not null and s.next_stage is null then o.outcome end, :batch
                          from (select opportunity, stage, entered_on, lead(entered_on) over walk as next, lead(stage) over walk as next_stage from stock_step
                                window walk as (partition by opportunity order by entered_on, position)) s join crm.opportunity o on o.id = s.opportunity
                         where s.stage is not null and not exists (select from crm.stay known where known.opportunity = o.id)""")
                .param("batch", batch).update();
    }

    /** Writes down where the opportunities of a batch stand and since when, as far as it is known. */
    public void stays(UUID batch) {
        staysOfSteps(batch);
        jdbc.sql("""
                        update crm.stay s set left_on = greatest(s.entered_on, coalesce(case when o.outcome is null then o.stage_since else o.closes_on end, s.entered_on)), outcome = o.outcome, ended_by = :batch
                          from crm.opportunity o
                         where s.opportunity = o.id and s.left_on is null and s.batch is distinct from :batch
                           and o.id in (select record from crm.change where batch = :batch and kind = 'opportunity' and field in ('stage', 'outcome'))""")
                .param("batch", batch).update();
        jdbc.sql("""
                        insert into crm.stay (id, opportunity, stage, entered_on, left_on, outcome, batch)
                        select gen_random_uuid(), o.id, o.stage, case when o.outcome is null then o.stage_since else o.engaged_on end, case when o.outcome is not null then o.closes_on end, o.outcome, :batch
                          from crm.opportunity o
                         where o.id in (select record from crm.change where batch = :batch and kind = 'opportunity' and field in ('id', 'stage', 'outcome'))
                           and not exists (select from crm.stay s where s.opportunity = o.id and s.batch = :batch)
                           and case when o.outcome is null then o.stage_since is not null
                                    else o.engaged_on <= o.closes_on and not exists (select from crm.stay s where s.opportunity = o.id) end""").param("batch", batch).update();
    }

    /** @return how many pairs of what came in may be one with something here */
    public int propose(UUID batch) {
        return proposals.propose(batch);
    }

    /** Stays as they were before the batch, but for what somebody has moved on since. */
    private void takeStaysBack(UUID batch, List<UUID> left) {
        jdbc.sql("delete from crm.stay where batch = :batch and opportunity <> all(:left)").param("batch", batch).param("left", left.toArray(UUID[]::new)).update();
        jdbc.sql("update crm.stay set left_on = null, outcome = null, ended_by = null where ended_by = :batch and opportunity <> all(:left)").param("batch", batch).param("left", left.toArray(UUID[]::new)).update();
    }

    /** What refers to others first: those can go only when it is gone. */
    public List<LeftAlone> takeBack(UUID batch, Viewer viewer) {
        proposals.takeBack(batch);
        var left = new ArrayList<LeftAlone>();
        left.addAll(intake.takeBack(Kind.ACTIVITY.history(), FILES, batch, viewer));
        left.addAll(intake.takeBack(PART, List.of(), batch, viewer));
        left.addAll(intake.takeBack(Kind.LEAD.history(), FILES, batch, viewer));
        var deals = intake.takeBack(Kind.OPPORTUNITY.history(), FILES, batch, viewer);
        left.addAll(deals);
        takeStaysBack(batch, deals.stream().map(LeftAlone::record).toList());
        for (var kind : List.of(Kind.CONTACT, Kind.PRODUCT, Kind.ACCOUNT)) {
            left.addAll(intake.takeBack(kind.history(), FILES, batch, viewer));
        }
        left.addAll(intake.takeBack(STAGE, List.of(), batch, viewer));
        left.addAll(intake.takeBack(PIPELINE, List.of(), batch, viewer));
        return left;
    }

    public void tell(UUID batch, Consumer<Told> listener) {
        intake.tell("crm", batch, listener);
    }

    /** What records, stages and pipelines are called, for those there are. */
    @Transactional(propagation = Propagation.REQUIRED, readOnly = true)
    public Map<UUID, String> names(Collection<UUID> ids, Viewer viewer) {
        viewer.mustAdminister();
        record Named(UUID id, String name) {}
        return jdbc.sql("""
                        select id, name from crm.account where id = any(:ids) union all select id, name from crm.product where id = any(:ids)
                        union all select id, coalesce(nullif(name, ''), email) from crm.contact where id = any(:ids) union all select id, coalesce(nullif(name, ''), company, email) from crm.lead where id = any(:ids)
                        union all select id, name from crm.activity where id = any(:ids) union all select id, name from crm.stage where id = any(:ids) union all select id, name from crm.pipeline where id = any(:ids)
                        union all select o.id, coalesce(o.name, a.name, o.source_id) from crm.opportunity o left join crm.account a on a.id = o.account where o.id = any(:ids)""")
                .param("ids", ids.toArray(UUID[]::new)).query(Named.class).stream().filter(it -> it.name() != null).collect(Collectors.toMap(Named::id, Named::name, (first, _) -> first, LinkedHashMap::new));
    }
}
