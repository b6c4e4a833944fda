package rapport.prospecting.plays;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people who are not in the market now get: mostly things of use to them, and seldom what is of use to us.
 *
 * <p>Source: practice 3, eighty to twenty.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Nurture {

    private static final int LAST = 10;
    private static final double SHARE = 0.2; // of what they get

    private final JdbcClient jdbc;

    Nurture(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return why a promotional step has to wait; empty when it may go */
    Optional<String> fault(UUID contact) {
        var last = jdbc.sql("""
                        select s.promotional from prospecting.touch t join prospecting.enrolment e on e.workspace = t.workspace and e.id = t.enrolment join prospecting.play p on p.workspace = e.workspace and p.id = e.play
                          join prospecting.play_step s on s.workspace = e.workspace and s.play = e.play and s.version = t.step / 100 and s.place = t.step % 100
                         where t.contact = :contact and t.state = 'SENT' and p.kind = 'NURTURE' order by t.touched_at desc, t.id limit""" + " " + LAST).param("contact", contact).query(Boolean.class).list();
        return fault(last);
    }

    /** @param last whether each was promotional, the newest first */
    static Optional<String> fault(List<Boolean> last) {
        var counted = last.subList(0, Math.min(LAST, last.size()));
        var promotional = counted.stream().filter(it -> it).count();
        return promotional + 1 <= SHARE * (counted.size() + 1) ? Optional.empty()
                : Optional.of("Of the last %d they got, %d %s of use to us rather than to them. Eight in ten are to be of use to them (practice 3): something useful comes first.".formatted(counted.size(), promotional, promotional == 1 ? "was" : "were"));
    }
}
