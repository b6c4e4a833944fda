package rapport.prospecting.law;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Phones;
import rapport.kernel.Utc;

/** Asks the law about one contact and one channel. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Gate {

    private final Rules rules;
    private final JdbcClient jdbc;
    private final Clock clock;

    Gate(Rules rules, JdbcClient jdbc, Clock clock) {
        this.rules = rules;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Now. */
    public Verdict judge(CrmRecord contact, String channel) {
        return judge(contact, channel, clock.instant());
    }

    public Verdict judge(CrmRecord contact, String channel, Instant at) {
        record Known(int connects, boolean stopped) {}
        var known = jdbc.sql("select connects, stopped && array[:channel::text, 'ALL'] from prospecting.prospect where contact = :contact").param("channel", channel).param("contact", contact.id())
                .query((row, _) -> new Known(row.getInt(1), row.getBoolean(2))).optional().orElseGet(() -> new Known(0, false));
        var number = contact.text("mobile").or(() -> contact.text("phone")).orElse(null);
        var country = Phones.country(contact.text("country").orElse(null)).or(() -> Places.country(number)).orElse(null);
        var refused = known.stopped || contact.list("refused").contains(channel) || contact.list("refused").contains("ALL");
        return rules.law().judge(new Situation(channel, country, Places.region(contact.text("region").orElse(null)), zones(contact, number, country), at, contact.list("allowed").contains(channel), refused,
                known.connects > 0, lately(contact, channel, at)), this::isFree);
    }

    private static Set<ZoneId> zones(CrmRecord contact, @org.jspecify.annotations.Nullable String number, @org.jspecify.annotations.Nullable String country) {
        return contact.text("time_zone").flatMap(Gate::zone).map(Set::of).orElseGet(() -> Places.zones(number, country));
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException _) {
            return Optional.empty(); // written by somebody who meant something else
        }
    }

    private int lately(CrmRecord contact, String channel, Instant at) {
        return jdbc.sql("select count(*) from prospecting.attempt a where a.contact = :contact and a.kind = :channel and a.at > :since and a.of is null and not exists (select from prospecting.attempt b where b.of = a.id)")
                .param("contact", contact.id()).param("channel", channel).param("since", Utc.of(at.minus(Duration.ofHours(24)))).query(Integer.class).single();
    }

    /** New Year, Christmas: days on which hardly anybody anywhere is at work. Those of single countries are the calendar's. */
    private boolean isFree(LocalDate day, ZoneId zone) {
        var date = String.format(Locale.ROOT, "%02d-%02d", day.getMonthValue(), day.getDayOfMonth());
        return date.equals("01-01") || date.equals("12-25");
    }

}
