package rapport.ops.bench;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** The list people live in: fifty rows out of a hundred thousand, filtered and in order, as somebody who sees a part of them. */
@Command(name = "list", description = "A page of opportunities and its JSON, beside pgbench on the same SQL", mixinStandardHelpOptions = true)
final class ListBench extends ServedBench {

    @Override
    List<Load> loads(Prepared it) {
        return List.of(new Load("page (HTML)", "/opportunities?view=open", false), new Load("JSON", "/api/v1/opportunities?view=open&limit=50", true));
    }

    /** Everything the page asks, in its order: who this is, the views and fields there are, whom they see, the rows, their names, how many there are. */
    @Override
    String script(Prepared it) {
        return """
                select s.workspace, m.person, s.seen_at < '2030-01-01' as stale from people.web_session s join people.membership m on m.login = s.login and m.workspace = s.workspace and m.ended_at is null where s.hash = '\\x00' and s.seen_at > '2000-01-01' and s.opened_at > '2000-01-01';
                begin read only;
                select set_config('rapport.workspace', '%1$s', true);
                select full_name, role, time_zone from people.person where id = '%3$s' and deactivated_at is null;
                end;
                begin;
                select set_config('rapport.workspace', '%1$s', true);
                select id, name, owner, shared, filter, sort, columns from crm.view where kind = 'OPPORTUNITY' and (owner = '%3$s' or shared) order by name, id limit 100;
                select id, kind, key, label, type, choices, position from crm.custom_field where kind = 'OPPORTUNITY' and retired_at is null order by position, key limit 100;
                with recursive line (id) as (select '%3$s'::uuid union select p.id from people.person p join line on p.manager = line.id) select id from line;
                select e.id, e.version, coalesce(e.name, nullif(concat_ws(', ', titled.name, offered.name), ''), 'No account yet') as title, e.stage, e.owner, e.amount, e.currency, e.stage_since, e.closes_on, e.next_step, e.outcome, e.amount::text as sorted from (select * from crm.opportunity e where e.binned_at is null and (%2$s or e.owner is null) and e.outcome is null order by e.amount desc nulls last, e.id desc limit 51) e left join crm.account titled on titled.workspace = e.workspace and titled.id = e.account left join crm.product offered on offered.workspace = e.workspace and offered.id = e.product order by e.amount desc nulls last, e.id desc;
                select id, name from crm.stage where id = any('{%4$s}');
                select id, full_name as name from people.person where id = any('{%5$s}');
                select count(*) from (select 1 from crm.opportunity e where e.binned_at is null and %2$s and e.outcome is null union all select 1 from crm.opportunity e where e.binned_at is null and e.owner is null and e.outcome is null limit 10001) counted;
                end;
                """.formatted(it.workspace(), theirs(it).replace("o.owner", "e.owner"), it.visible().getLast(), listed(it.stages()), listed(it.visible()));
    }

    private static String listed(List<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(","));
    }
}
