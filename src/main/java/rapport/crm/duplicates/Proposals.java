package rapport.crm.duplicates;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Kind;
import rapport.kernel.Utc;

/** Notices, while many records come in, which of them may be here already: the same address or domain, or the same name in the same place. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Proposals {

    private static final int MOST = 20_000;

    /** More than these share a telephone exchange or a name, and nothing else. */
    private static final int MOST_ALIKE = 6;

    /** @param key what two have in common when they are alike @param score percent */
    private record Sign(Kind kind, String reason, int score, String key) {}

    private static final List<Sign> SIGNS = List.of(
            new Sign(Kind.CONTACT, "e-mail is the same", 95, "e.email"),
            new Sign(Kind.CONTACT, "mobile is the same", 90, "e.mobile"),
            new Sign(Kind.CONTACT, "name and account are the same", 75, "nullif(e.name, '') || '/' || e.account"),
            new Sign(Kind.CONTACT, "name and city are the same", 65, "nullif(e.name, '') || '/' || e.city"),
            new Sign(Kind.CONTACT, "phone is the same", 60, "e.phone"),
            new Sign(Kind.ACCOUNT, "domain is the same", 85, "unnest(e.domains)"),
            new Sign(Kind.ACCOUNT, "name and city are the same", 75, "e.name || '/' || e.city"),
            new Sign(Kind.ACCOUNT, "name is the same", 65, "e.name"),
            new Sign(Kind.LEAD, "e-mail is the same", 95, "e.email"));

    private final JdbcClient jdbc;
    private final Clock clock;

    Proposals(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Compares what a batch added with everything there is, by what they share and not pair by pair: nobody has counted the new rows yet. @return how many pairs wait for somebody to decide */
    public int propose(UUID batch) {
        var proposed = 0;
        for (var it : SIGNS) {
            proposed += jdbc.sql("""
                            with alike as (select array_agg(id) as ids, array_agg(id) filter (where born) as fresh
                                             from (select e.id, %2$s as key, e.id in (select record from crm.change where batch = :batch and kind = :word and field = 'id') as born
                                                     from %1$s e where e.binned_at is null and e.merged_into is null) keyed
                                            where key <> '' group by key having count(*) between 2 and :alike and bool_or(born))
                            insert into crm.likeness (kind, one, other, score, reasons, found_at, batch)
                            select distinct :kind, least(one, other), greatest(one, other), :score, jsonb_build_array(:reason), :now, :batch from alike, unnest(fresh) one, unnest(ids) other where one <> other limit :most
                                on conflict (workspace, one, other) do nothing""".formatted(it.kind.table(), it.key))
                    .param("kind", it.kind.name()).param("word", it.kind.word()).param("score", it.score).param("reason", it.reason).param("now", Utc.of(clock.instant())).param("batch", batch).param("alike", MOST_ALIKE).param("most", MOST).update();
        }
        return proposed;
    }

    /** What a batch noticed and nobody has decided goes with it. */
    public void takeBack(UUID batch) {
        jdbc.sql("delete from crm.likeness where batch = :batch and not never").param("batch", batch).update();
    }
}
