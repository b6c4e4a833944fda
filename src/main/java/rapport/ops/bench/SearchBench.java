package rapport.ops.bench;

import java.util.List;
import picocli.CommandLine.Command;

/** What the palette finds while somebody types: part of a name, a slip of the finger, a piece of an address, digits. */
@Command(name = "search", description = "The palette over opportunities, accounts and contacts, beside pgbench on the same SQL", mixinStandardHelpOptions = true)
final class SearchBench extends ServedBench {

    @Override
    List<Load> loads(Prepared it) {
        return List.of(new Load("part of a name", "/search/palette?q=brightwat", false), new Load("a slip (JSON)", "/api/v1/search?q=lindqivst", true), new Load("part of an address", "/search/palette?q=p4711%40a", false),
                new Load("digits", "/search/palette?q=030+5004711", false));
    }

    @Override
    String script(Prepared it) {
        return """
                begin;
                select set_config('rapport.workspace', '%1$s', true);
                select e.id, e.name, e.city from (select * from crm.account e where e.binned_at is null and e.merged_into is null and e.search like '%%brightwat%%' limit 200) e order by e.search like 'brightwat%%' desc, length(e.search), e.id limit 8;
                select e.id, e.name, e.email from (select * from crm.contact e where e.binned_at is null and e.merged_into is null and e.search like '%%brightwat%%' limit 200) e order by e.search like 'brightwat%%' desc, length(e.search), e.id limit 8;
                select o.id, o.name from (select * from crm.opportunity o where o.binned_at is null and (%2$s or o.owner is null) and (o.search like '%%brightwat%%' or o.account = any(array(select a.id from crm.account a where a.search like '%%brightwat%%' limit 100))) limit 200) o order by length(o.search), o.id limit 8;
                end;
                """.formatted(it.workspace(), theirs(it));
    }
}
