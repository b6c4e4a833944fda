package rapport.coaching;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.calendar.Agenda;
import rapport.calendar.Entry;
import rapport.calendar.Entry.Kind;
import rapport.calendar.Entry.Standing;
import rapport.calendar.Entry.When;
import rapport.calendar.Holidays;
import rapport.kernel.PersonId;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.People;

/** Sessions in somebody's days, for whoever takes part in them; and the holidays on which they are not coached. */
@Component
@Transactional(readOnly = true)
class CoachingAgenda implements Agenda {

    private static final Duration LONGEST = Duration.ofMinutes(180); // as coaching.session allows

    private record Row(UUID id, UUID coach, UUID rep, Instant startsAt, int minutes, @Nullable UUID block, boolean held) {}

    private final People people;
    private final JdbcClient jdbc;
    private final Clock clock;

    CoachingAgenda(People people, JdbcClient jdbc, Clock clock) {
        this.people = people;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** To anybody else a session is protected time and no more. One without a time stands on its day for as long as it can find one. */
    @Override
    public Found between(PersonId who, Instant from, Instant until, int limit, Viewer viewer) {
        var rows = jdbc.sql("""
                        select s.id, s.coach, s.rep, s.starts_at, s.minutes, s.block, exists (select from coaching.holding h where h.session = s.id and h.ended_at is not null) as held
                          from coaching.session s
                         where (s.coach = :who or s.rep = :who) and (s.coach = :me or s.rep = :me) and s.starts_at > :from and s.starts_at < :until
                           and (s.block is not null or s.starts_at > :now)
                           and not exists (select from coaching.calling_off o where o.session = s.id)
                         order by s.starts_at, s.id limit %d""".formatted(limit + 1))
                .param("who", who.value()).param("me", viewer.id().value()).param("from", Utc.of(from.minus(LONGEST))).param("until", Utc.of(until)).param("now", Utc.of(clock.instant()))
                .query(Row.class).list();
        var names = people.namesOf(rows.stream().flatMap(it -> Stream.of(it.coach, it.rep)).map(PersonId::new).toList());
        var sessions = rows.stream().limit(limit).filter(it -> it.startsAt.plus(Duration.ofMinutes(it.minutes)).isAfter(from)).map(it -> entry(it, who, names, viewer));
        return new Found(Stream.concat(sessions, holidays(who, from, until, viewer).stream()).toList(), Math.max(0, rows.size() - limit), "/coaching");
    }

    private static Entry entry(Row it, PersonId who, Map<PersonId, String> names, Viewer viewer) {
        var other = new PersonId(who.value().equals(it.coach) ? it.rep : it.coach);
        var title = "Coaching with " + names.getOrDefault(other, "somebody who left");
        var page = "/coaching/sessions/" + it.id;
        if (it.block == null) {
            var day = LocalDate.ofInstant(it.startsAt, viewer.zone());
            return Entry.of(it.id, Kind.COACHING, title, new When.Days(day, day)).about("needs a time").on(page + "/time");
        }
        return Entry.of(it.id, Kind.COACHING, title, new When.Hours(it.startsAt, it.startsAt.plus(Duration.ofMinutes(it.minutes)))).on(page).in(it.block)
                .standing(it.held ? Standing.DONE : Standing.HAPPENS, null);
    }

    /** Where somebody lives is known from their programmes alone. */
    private List<Entry> holidays(PersonId who, Instant from, Instant until, Viewer viewer) {
        var countries = jdbc.sql("""
                        select distinct p.holidays from coaching.programme p
                         where p.holidays <> '' and p.ended_at is null and (p.coach = :who or exists (select from coaching.rep r where r.programme = p.id and r.person = :who))
                         order by p.holidays limit 5""").param("who", who.value()).query(String.class).list();
        var holidays = new ArrayList<Entry>();
        LocalDate.ofInstant(from, viewer.zone()).datesUntil(LocalDate.ofInstant(until, viewer.zone())).forEach(day -> countries.forEach(country -> Holidays.named(country, day).ifPresent(name -> holidays.add(
                Entry.of(UUID.nameUUIDFromBytes((country + day).getBytes(StandardCharsets.UTF_8)), Kind.HOLIDAY, name, new When.Days(day, day)).about(java.util.Locale.of("", country).getDisplayCountry(java.util.Locale.UK))))));
        return holidays;
    }
}
