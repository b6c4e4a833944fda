package rapport.prospecting.calls;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is known of reaching one person, kept beside the facts it follows from: made anew from them, so that the two cannot part. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Spell {

    /** What counts as an attempt; answers, bounces and what a gift brought are what came of one. */
    static final String IS_ATTEMPT = "(a.kind = 'EMAIL' and a.outcome = 'SENT' or a.kind <> 'EMAIL' and a.outcome not in ('REPLIED', 'BOUNCED', 'CLAIMED', 'DELIVERED', 'TAKEN_BACK'))";

    private final JdbcClient jdbc;

    Spell(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** From now on they are tried. */
    void know(UUID contact, String stratum) {
        jdbc.sql("insert into prospecting.prospect (contact, stratum) values (:contact, :stratum) on conflict (workspace, contact) do update set stratum = excluded.stratum where prospect.stratum = ''").param("contact", contact).param("stratum", stratum).update();
        lock(contact);
    }

    /** Whoever counts them anew does so one after another. */
    void lock(UUID contact) {
        jdbc.sql("select 1 from prospecting.prospect where contact = :contact for update").param("contact", contact).query(Integer.class).list();
    }

    /** From everything that was tried and not taken back. The prospect is locked. */
    public void recount(UUID contact) {
        jdbc.sql("""
                        with kept as (select a.*, %1$s as counts from prospecting.attempt a where a.contact = :contact and a.of is null and not exists (select from prospecting.attempt b where b.of = a.id)),
                             calls as (select outcome, row_number() over (order by at, id) as place from kept where kind = 'CALL'),
                             over as (select min(place) filter (where outcome in ('CONNECTED', 'CALL_BACK', 'INTRODUCED')) as reached, min(place) filter (where outcome in ('REFUSED', 'NEVER', 'BAD_ADDRESS')) as ended, count(*) as n from calls),
                             sums as (select count(*) filter (where kind = 'CALL' and counts) as calls, count(*) filter (where kind = 'EMAIL' and counts) as emails, count(*) filter (where kind = 'SOCIAL' and counts) as social,
                                             count(*) filter (where kind = 'FAX' and counts) as faxes, count(*) filter (where kind = 'LETTER' and counts) as letters, count(*) filter (where kind = 'GIFT' and counts) as gifts,
                                             count(*) filter (where kind = 'INTRODUCTION' and counts) as introductions, count(*) filter (where kind = 'TASK' and counts) as others,
                                             count(*) filter (where outcome in ('CONNECTED', 'CALL_BACK', 'INTRODUCED', 'REPLIED')) as connects, min(at) filter (where counts) as first, max(at) filter (where counts) as last,
                                             coalesce(array_agg(distinct person) filter (where counts), '{}') as people from kept)
                        update prospecting.prospect p
                           set calls = s.calls, emails = s.emails, social = s.social, faxes = s.faxes, letters = s.letters, gifts = s.gifts, introductions = s.introductions, others = s.others, connects = s.connects,
                               first_at = s.first, last_at = s.last, people = s.people,
                               call_end = case when o.reached < coalesce(o.ended, o.n + 1) then 'REACHED' when o.ended is not null then 'ENDED' end,
                               call_failures = case when o.reached is null and o.ended is null then o.n else least(coalesce(o.reached, o.n + 1), coalesce(o.ended, o.n + 1)) - 1 end
                          from sums s, over o where p.contact = :contact""".formatted(IS_ATTEMPT)).param("contact", contact).update();
    }
}
