package rapport.crm;

import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.CrmRecord;

/** How long opportunities stay in which stage. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Stays {

    private final JdbcClient jdbc;

    Stays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Ends the stay that is over and begins the next. */
    void follow(@Nullable CrmRecord before, CrmRecord after, LocalDate today, UUID id) {
        var moved = before == null || !Objects.equals(before.get("stage"), after.get("stage"));
        var outcome = after.text("outcome").orElse(null);
        var turned = before != null && !Objects.equals(before.get("outcome"), outcome);
        if (!moved && !turned) {
            return;
        }
        var until = outcome == null ? today : after.day("closes_on").filter(it -> !it.isAfter(today)).orElse(today);
        jdbc.sql("update crm.stay set left_on = greatest(:until, entered_on), outcome = :outcome where opportunity = :opportunity and left_on is null")
                .param("until", until).param("outcome", outcome).param("opportunity", after.id()).update();
        if (outcome == null) {
            jdbc.sql("insert into crm.stay (id, opportunity, stage, entered_on) values (:id, :opportunity, :stage, :entered)")
                    .param("id", id).param("opportunity", after.id()).param("stage", after.id("stage").orElseThrow()).param("entered", after.day("stage_since").orElse(today)).update();
        } else if (before == null) {
            jdbc.sql("insert into crm.stay (id, opportunity, stage, entered_on, left_on, outcome) values (:id, :opportunity, :stage, least(:entered, :until), :until, :outcome)")
                    .param("id", id).param("opportunity", after.id()).param("stage", after.id("stage").orElseThrow()).param("entered", after.day("engaged_on").orElse(until)).param("until", until)
                    .param("outcome", outcome).update();
        }
    }
}
