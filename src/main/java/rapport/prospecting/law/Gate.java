package rapport.prospecting.law;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.calendar.Holidays;
import rapport.crm.record.Correspondents;
import rapport.crm.record.Phones;
import rapport.crm.record.Reachable;
import rapport.kernel.Utc;

/** Asks the law about one contact and one channel. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Gate {

    private final Rules rules;
    private final Correspondents correspondents;
    private final JdbcClient jdbc;
    private final Clock clock;

    Gate(Rules rules, Correspondents correspondents, JdbcClient jdbc, Clock clock) {
        this.rules = rules;
        this.correspondents = correspondents;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Now. */
    public Verdict judge(Reachable contact, String channel) {
        return judge(contact, channel, clock.instant());
    }

    public Verdict judge(Reachable contact, String channel, Instant at) {
        return java.util.Objects.requireNonNull(judge(List.of(contact), channel, at).get(contact.id()));
    }

    /** Many at once, by their ids. */
    public Map<UUID, Verdict> judge(Collection<Reachable> contacts, String channel, Instant at) {
        var known = new HashMap<UUID, Known>();
        var ids = contacts.stream().map(Reachable::id).toList();
        var formerly = correspondents.formerly(ids); // what somebody said before they were merged, they have said
        jdbc.sql("select contact, answered_at is not null, stopped && array[:channel::text, 'ALL'] from prospecting.prospect where contact = any(:contacts)").param("channel", channel).param("contacts", Stream.concat(ids.stream(), formerly.keySet().stream()).toArray(UUID[]::new))
                .query((row, _) -> known.merge(formerly.getOrDefault(row.getObject(1, UUID.class), row.getObject(1, UUID.class)), new Known(row.getBoolean(2), row.getBoolean(3)), Known::and)).list();
        var law = rules.law();
        var verdicts = new HashMap<UUID, Verdict>();
        var letterhead = new HashMap<String, Boolean>(); // asked once, and only when somebody's law asks for it
        contacts.forEach(it -> verdicts.put(it.id(), judge(law, situation(it, known.getOrDefault(it.id(), new Known(false, false)), channel, at), () -> letterhead.computeIfAbsent("known", _ -> hasLetterhead()))));
        return verdicts;
    }

    private static Verdict judge(Law law, Situation it, BooleanSupplier known) {
        var verdict = law.judge(it, (day, _) -> it.country() != null && Holidays.on(it.country(), day));
        return verdict instanceof Verdict.Allowed allowed ? allowed.notices().stream().filter(rule -> it.channel().equals("EMAIL") && rule.saysWho()).findFirst().filter(_ -> !known.getAsBoolean())
                .<Verdict>map(rule -> new Verdict.Denied(rule, rule.words() + " Nobody has said it yet: an administrator does, under Settings, Letterhead.")).orElse(verdict) : verdict;
    }

    /** Whether it is known who writes and where they are. */
    private boolean hasLetterhead() {
        return jdbc.sql("select exists (select from prospecting.letterhead)").query(Boolean.class).single();
    }

    /** How much a gift to them may be worth. @param federal a servant of the United States */
    public Optional<Rule> giftLimit(Reachable contact, boolean federal) {
        var country = federal ? Optional.of("US") : Phones.country(contact.country()).or(() -> Places.country(contact.number().orElse(null)));
        return rules.law().limit(country.orElse(null), federal ? "FEDERAL" : Places.region(contact.region()), clock.instant());
    }

    /** @param answered they have written to us: whoever was only on the telephone has agreed to nothing */
    private record Known(boolean answered, boolean stopped) {

        Known and(Known other) {
            return new Known(answered || other.answered, stopped || other.stopped);
        }
    }

    private Situation situation(Reachable contact, Known known, String channel, Instant at) {
        var number = contact.number().orElse(null);
        var country = Phones.country(contact.country()).or(() -> Places.country(number)).orElse(null);
        var named = channel.equals("CALL") ? "PHONE" : channel; // as contacts name it
        return new Situation(channel, country, Places.region(contact.region()), zones(contact, number, country), at, contact.allowed().contains(named), known.stopped || contact.refused().contains(named), known.answered, () -> lately(contact, channel, at));
    }

    private static Set<ZoneId> zones(Reachable contact, @org.jspecify.annotations.Nullable String number, @org.jspecify.annotations.Nullable String country) {
        return Optional.ofNullable(contact.timeZone()).flatMap(Gate::zone).map(Set::of).orElseGet(() -> Places.zones(number, country));
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException _) {
            return Optional.empty(); // written by somebody who meant something else
        }
    }

    private int lately(Reachable contact, String channel, Instant at) {
        return jdbc.sql("select count(*) from prospecting.attempt a where a.contact = :contact and a.kind = :channel and a.at > :since and a.of is null and not exists (select from prospecting.attempt b where b.of = a.id)")
                .param("contact", contact.id()).param("channel", channel).param("since", Utc.of(at.minus(Duration.ofHours(24)))).query(Integer.class).single();
    }
}
