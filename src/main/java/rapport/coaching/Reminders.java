package rapport.coaching;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.PersonId;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.mail.Letter;
import rapport.mail.Mail;
import rapport.people.People;
import rapport.people.Workforce;
import rapport.web.Site;

/** What somebody still has to do for a session to count: to accept, to prepare, to answer. */
@Service
@Transactional
public class Reminders {

    /** Before the deadline. */
    static final Duration NOTICE = Duration.ofHours(24);

    public enum Duty { ACCEPT, PREPARE, CONFIRM }

    /** @param until when it is too late */
    public record Due(Duty duty, UUID session, int sequence, UUID person, UUID other, Instant startsAt, Instant until) {}

    /** One statement for all three: who has not, and until when they may. */
    private static final String DUE = """
            with party as (
              select s.id, s.sequence, s.starts_at, s.minutes, s.coach as person, s.rep as other from coaching.session s where s.block is not null
              union all
              select s.id, s.sequence, s.starts_at, s.minutes, s.rep, s.coach from coaching.session s where s.block is not null)
            select * from (
              select 'ACCEPT' as duty, p.id as session, p.sequence, p.person, p.other, p.starts_at, p.starts_at - make_interval(secs => :accept) as until from party p
               where p.starts_at - make_interval(secs => :accept) > :now and p.starts_at - make_interval(secs => :accept) <= :soon
                 and not exists (select from coaching.acceptance a where a.session = p.id and a.sequence = p.sequence and a.person = p.person)
              union all
              select 'PREPARE', p.id, p.sequence, p.person, p.other, p.starts_at, p.starts_at - make_interval(secs => :prepare) from party p
               where p.starts_at - make_interval(secs => :prepare) > :now and p.starts_at - make_interval(secs => :prepare) <= :soon
                 and not exists (select from coaching.preparation a where a.session = p.id and a.person = p.person)
              union all
              select 'CONFIRM', p.id, p.sequence, p.person, p.other, p.starts_at, h.ended_at + make_interval(secs => :confirm) from party p join coaching.holding h on h.session = p.id
               where h.ended_at + make_interval(secs => :confirm) > :now and h.ended_at <= :now
                 and not exists (select from coaching.confirmation a where a.session = p.id and a.person = p.person)) due
            """;

    private final Policies policies;
    private final Mail mail;
    private final People people;
    private final Workforce workforce;
    private final Site site;
    private final JdbcClient jdbc;
    private final Clock clock;

    Reminders(Policies policies, Mail mail, People people, Workforce workforce, Site site, JdbcClient jdbc, Clock clock) {
        this.policies = policies;
        this.mail = mail;
        this.people = people;
        this.workforce = workforce;
        this.site = site;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The viewer's own of the time ahead, the most urgent first. */
    @Transactional(readOnly = true)
    public List<Due> own(Duration ahead, Viewer viewer) {
        return due(DUE + " where person = :me order by until, session, duty", ahead, viewer).query(Due.class).list();
    }

    /** Once for each duty, time and person; deadlines within a day. */
    public void mail(Viewer viewer) {
        due(DUE + " order by until, session, person, duty limit 2000", NOTICE, viewer).query(Due.class).list().forEach(this::remind);
    }

    private JdbcClient.StatementSpec due(String sql, Duration ahead, Viewer viewer) {
        var policy = policies.current();
        return jdbc.sql(sql).param("me", viewer.id().value()).param("accept", policy.acceptBefore().toSeconds()).param("prepare", Preparing.BEFORE.toSeconds())
                .param("confirm", policy.confirmWithin().toSeconds()).param("now", Utc.of(clock.instant())).param("soon", Utc.of(clock.instant().plus(ahead)));
    }

    private void remind(Due it) {
        var both = people.addressesOf(List.of(new PersonId(it.person), new PersonId(it.other)));
        var to = both.get(new PersonId(it.person));
        if (to == null || to.email() == null) {
            return;
        }
        var other = both.containsKey(new PersonId(it.other)) ? both.get(new PersonId(it.other)).name() : "a colleague";
        var zone = workforce.person(to.id(), Viewer.system(rapport.kernel.Workspaces.current().orElseThrow(), "reminders")).timeZone();
        var until = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.UK).format(it.until.atZone(zone));
        var page = "%s/coaching/sessions/%s".formatted(site.root(), it.session);
        mail.post(switch (it.duty) {
            case ACCEPT -> letter(it, to, "Say yes to coaching with " + other, "Until %s you can accept. Later than that the session cannot count.%n%n%s%n".formatted(until, page));
            case PREPARE -> letter(it, to, "Prepare for coaching with " + other, "Preparation is due %s. What you said of the same deals last time is filled in already.%n%n%s/preparation%n".formatted(until, page));
            case CONFIRM -> letter(it, to, "Was it coaching? " + other + " is asked the same", "One tap, until %s. Neither of you sees the other's answer before both have answered.%n%n%s%n".formatted(until, page));
        });
    }

    private static Letter letter(Due it, People.Address to, String subject, String words) {
        return new Letter("remind %s %s %d %s".formatted(it.duty, it.session, it.sequence, it.person), java.util.Objects.requireNonNull(to.email()), subject, words, null);
    }
}
