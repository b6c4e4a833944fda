package rapport.ops.bench;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** The fullest board there can be: every opportunity is open, sums and counts over all of them. */
@Command(name = "board", description = "The board over open opportunities alone, beside pgbench on the same SQL", mixinStandardHelpOptions = true)
final class BoardBench extends ServedBench {

    @Override
    boolean allOpen() {
        return true;
    }

    @Override
    List<Load> loads(Prepared it) {
        return List.of(new Load("board (HTML)", "/board", false));
    }

    @Override
    String script(Prepared it) {
        var seen = "o.binned_at is null and (%s or o.owner is null)".formatted(theirs(it));
        var cards = it.stages().stream().map(stage -> """
                select o.id, o.stage, coalesce(o.name, a.name) as title, p.name as product, o.amount, o.currency, o.stage_since, o.closes_on, o.owner from (select * from crm.opportunity o where o.stage = '%s' and o.outcome is null and %s order by o.stage_since asc nulls last, o.id limit 50) o left join crm.account a on a.workspace = o.workspace and a.id = o.account left join crm.product p on p.workspace = o.workspace and p.id = o.product order by o.stage_since, o.id;
                """.formatted(stage, seen)).collect(Collectors.joining());
        return """
                begin;
                select set_config('rapport.workspace', '%1$s', true);
                select o.stage, o.currency, grouping(o.currency) = 1 as whole, count(*) as count, sum(o.amount) as sum, count(*) filter (where o.amount is null) as unknown, percentile_cont(0.5) within group (order by date '2026-11-01' - o.stage_since) as median from crm.opportunity o where o.pipeline = '%2$s' and o.outcome is null and %3$s group by grouping sets ((o.stage, o.currency), (o.stage));
                %4$send;
                """.formatted(it.workspace(), it.pipeline(), seen, cards);
    }
}
