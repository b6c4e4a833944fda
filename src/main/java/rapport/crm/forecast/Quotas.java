package rapport.crm.forecast;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.crm.record.Sight;
import rapport.crm.record.Unfit;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;

/** What people and teams are to bring in. Two quotas of one person never cover the same day. */
@Service
@Transactional
public class Quotas {

    /** @param person null for a team's @param lastDay included */
    public record Quota(UUID id, @Nullable UUID person, @Nullable UUID team, LocalDate firstDay, LocalDate lastDay, BigDecimal amount, String currency) {

        /** The part that falls between two days, evenly by days. */
        public BigDecimal between(LocalDate from, LocalDate until) {
            var first = from.isAfter(firstDay) ? from : firstDay;
            var last = until.isBefore(lastDay) ? until : lastDay;
            if (last.isBefore(first)) {
                return BigDecimal.ZERO;
            }
            var share = BigDecimal.valueOf(java.time.temporal.ChronoUnit.DAYS.between(first, last) + 1);
            return amount.multiply(share).divide(BigDecimal.valueOf(java.time.temporal.ChronoUnit.DAYS.between(firstDay, lastDay) + 1), 2, java.math.RoundingMode.HALF_EVEN);
        }
    }

    private final ReportingLine line;
    private final Sight sight;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Quotas(ReportingLine line, Sight sight, Audit audit, JdbcClient jdbc, Clock clock) {
        this.line = line;
        this.sight = sight;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Of the people the viewer sees, and for those who lead also of teams, between two days. */
    @Transactional(readOnly = true)
    public List<Quota> between(LocalDate from, LocalDate until, Viewer viewer) {
        var visible = sight.of(viewer);
        return jdbc.sql("""
                        select id, person, team, first_day, last_day, amount, currency from crm.quota
                         where first_day <= :until and last_day >= :from and (person is not null and %s or team is not null and :leads) order by first_day, id limit 1000""".formatted(visible.sql("person")))
                .param("from", from).param("until", until).param("visible", visible.ids()).param("leads", viewer.role().leads()).query(Quota.class).list();
    }

    /** By whoever leads, for the people of their line; for teams by administrators. */
    public Quota set(@Nullable UUID person, @Nullable UUID team, LocalDate firstDay, LocalDate lastDay, BigDecimal amount, String currency, Viewer viewer) {
        if (!viewer.role().leads()) {
            throw new Forbidden("crm.only-leads", "Quotas are set by managers and administrators.");
        }
        if ((person == null) == (team == null)) {
            throw new Unfit("person", "A quota is a person's or a team's");
        }
        if (team != null) {
            viewer.mustAdminister();
        }
        if (person != null && !line.of(viewer).shows(java.util.Optional.of(new PersonId(person)))) {
            throw new Unfit("person", "Choose somebody of your own people");
        }
        if (amount.signum() <= 0) {
            throw new Unfit("amount", "A number above 0 such as 250,000");
        }
        if (lastDay.isBefore(firstDay)) {
            throw new Unfit("lastDay", "A day that is not before the first");
        }
        var id = Ids.next(clock, it -> it);
        try {
            jdbc.sql("insert into crm.quota (id, person, team, first_day, last_day, amount, currency) values (:id, :person, :team, :first, :last, :amount, :currency)").param("id", id).param("person", person).param("team", team)
                    .param("first", firstDay).param("last", lastDay).param("amount", amount).param("currency", currency).update();
        } catch (DataIntegrityViolationException e) {
            throw new Unfit("firstDay", "There is a quota for some of these days already. Take it away first");
        }
        audit.record("crm.quota.set", id.toString(), Map.of("whose", String.valueOf(person == null ? team : person), "from", firstDay.toString(), "until", lastDay.toString(), "amount", amount.toPlainString() + " " + currency), viewer);
        return new Quota(id, person, team, firstDay, lastDay, amount, currency);
    }

    public void remove(UUID id, Viewer viewer) {
        var visible = sight.of(viewer);
        if (!viewer.role().leads()) {
            throw new Forbidden("crm.only-leads", "Quotas are set by managers and administrators.");
        }
        var gone = jdbc.sql("delete from crm.quota where id = :id and (person is not null and %s or team is not null and :administers)".formatted(visible.sql("person")))
                .param("id", id).param("visible", visible.ids()).param("administers", viewer.role().administers()).update();
        if (gone == 0) {
            throw new NotFound("crm.quota-not-found", "There is no quota " + id);
        }
        audit.record("crm.quota.removed", id.toString(), Map.of(), viewer);
    }
}
