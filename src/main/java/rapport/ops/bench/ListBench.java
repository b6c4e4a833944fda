package rapport.ops.bench;

import java.util.List;
import picocli.CommandLine.Command;

/** The list people live in: fifty rows out of a hundred thousand, filtered and in order, as somebody who sees a part of them. */
@Command(name = "list", description = "A page of opportunities and its JSON, beside pgbench on the same SQL", mixinStandardHelpOptions = true)
final class ListBench extends ServedBench {

    @Override
    List<Load> loads(Prepared it) {
        return List.of(new Load("page (HTML)", "/opportunities?view=open", false), new Load("JSON", "/api/v1/opportunities?view=open&limit=50", true));
    }

    @Override
    String script(Prepared it) {
        return """
                begin;
                select set_config('rapport.workspace', '%1$s', true);
                select e.id, e.version, coalesce(e.name, nullif(concat_ws(', ', titled.name, offered.name), ''), 'No account yet') as title, e.stage, e.owner, e.amount, e.currency, e.stage_since, e.closes_on, e.next_step, e.outcome, e.amount::text as sorted from (select * from crm.opportunity e where e.binned_at is null and (%2$s or e.owner is null) and e.outcome is null order by e.amount desc nulls last, e.id desc limit 51) e left join crm.account titled on titled.workspace = e.workspace and titled.id = e.account left join crm.product offered on offered.workspace = e.workspace and offered.id = e.product order by e.amount desc nulls last, e.id desc;
                select count(*) from (select 1 from crm.opportunity e where e.binned_at is null and %2$s and e.outcome is null union all select 1 from crm.opportunity e where e.binned_at is null and e.owner is null and e.outcome is null limit 10001) counted;
                end;
                """.formatted(it.workspace(), theirs(it).replace("o.owner", "e.owner"));
    }
}
