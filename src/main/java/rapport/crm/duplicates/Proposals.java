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

    /** @param same how the two are told to be alike @param score percent */
    private record Sign(Kind kind, String reason, int score, String same) {}

    private static final List<Sign> SIGNS = List.of(
            new Sign(Kind.CONTACT, "e-mail is the same", 95, "b.email = a.email"),
            new Sign(Kind.CONTACT, "mobile is the same", 90, "b.mobile = a.mobile"),
            new Sign(Kind.CONTACT, "name and account are the same", 75, "b.name = a.name and a.name <> '' and b.account = a.account"),
            new Sign(Kind.CONTACT, "name and city are the same", 65, "b.name = a.name and a.name <> '' and b.city = a.city"),
            new Sign(Kind.ACCOUNT, "domain is the same", 85, "a.domains <> '{}' and b.domains && a.domains"),
            new Sign(Kind.ACCOUNT, "name and city are the same", 75, "b.name = a.name and b.city = a.city"),
            new Sign(Kind.LEAD, "e-mail is the same", 95, "b.email = a.email"));

    private final JdbcClient jdbc;
    private final Clock clock;

    Proposals(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Compares what a batch added with everything there is. @return how many pairs wait for somebody to decide */
    public int propose(UUID batch) {
        var proposed = 0;
        for (var it : SIGNS) {
            proposed += jdbc.sql("""
                            insert into crm.likeness (kind, one, other, score, reasons, found_at, batch)
                            select :kind, least(a.id, b.id), greatest(a.id, b.id), :score, jsonb_build_array(:reason), :now, :batch
                              from crm.change born join %1$s a on a.id = born.record join %1$s b on b.id <> a.id and %2$s
                             where born.batch = :batch and born.kind = :word and born.field = 'id' and b.binned_at is null and b.merged_into is null
                             group by least(a.id, b.id), greatest(a.id, b.id) limit :most
                                on conflict (workspace, one, other) do nothing""".formatted(it.kind.table(), it.same))
                    .param("kind", it.kind.name()).param("word", it.kind.word()).param("score", it.score).param("reason", it.reason).param("now", Utc.of(clock.instant())).param("batch", batch).param("most", MOST).update();
        }
        return proposed;
    }

    /** What a batch noticed and nobody has decided goes with it. */
    public void takeBack(UUID batch) {
        jdbc.sql("delete from crm.likeness where batch = :batch and not never").param("batch", batch).update();
    }
}
