package rapport.prospecting.plays;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Correspondents;
import rapport.crm.record.Phones;
import rapport.crm.record.Reachable;
import rapport.kernel.PersonId;
import rapport.kernel.Utc;
import rapport.people.People;
import rapport.prospecting.TouchId;
import rapport.prospecting.dispatch.Carrier;
import rapport.prospecting.dispatch.Claimed;
import rapport.prospecting.dispatch.Onward;
import rapport.prospecting.dispatch.Queue;
import rapport.prospecting.law.Gate;
import rapport.prospecting.law.Places;
import rapport.prospecting.law.Verdict;

/**
 * Leads people through plays: one step settled, the next is planned in the same transaction. So an enrolment always has exactly one thing
 * that is next, or a reason why there is none.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Course implements Onward {

    /** A company gets at most so many touches within a week, from all plays together. */
    static final int MOST_A_WEEK = 8;

    private static final Duration WEEK = Duration.ofDays(7);
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE d MMMM, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    record Enrolled(UUID id, UUID contact, @Nullable UUID account, UUID play, int version, UUID owner, String state, int place) {}

    private final Plays plays;
    private final Queue queue;
    private final Gate gate;
    private final Correspondents correspondents;
    private final Presence presence;
    private final Nurture nurture;
    private final People people;
    private final JdbcClient jdbc;
    private final Clock clock;

    Course(Plays plays, Queue queue, Gate gate, Correspondents correspondents, Presence presence, Nurture nurture, People people, JdbcClient jdbc, Clock clock) {
        this.plays = plays;
        this.queue = queue;
        this.gate = gate;
        this.correspondents = correspondents;
        this.presence = presence;
        this.nurture = nurture;
        this.people = people;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Plans the step of this place, or says why there is nothing more to plan. */
    void go(Enrolled it, int place) {
        var steps = plays.steps(it.play, it.version);
        if (place > steps.size()) {
            end(it.id, "EXHAUSTED", "All %d steps are done.".formatted(steps.size()));
            return;
        }
        var step = steps.get(place - 1);
        var to = correspondents.reachable(List.of(it.contact)).get(it.contact);
        var fault = to == null || to.gone() ? Optional.of("The contact is in the bin, or has become another.") : fault(step, to, it);
        if (fault.isPresent() || to == null) {
            hold(it.id, place, fault.orElse(""));
            return;
        }
        plan(it, step, steps.size(), to);
    }

    private void plan(Enrolled it, Step step, int steps, Reachable to) {
        var channel = step.kind().channel();
        var country = country(to);
        var zone = zone(to, country);
        var due = Timing.due(step, clock.instant(), zone, country);
        var because = step.waits() == 0 ? "as soon as its hours allow" : "%d %s after the step before".formatted(step.waits(), step.unit().words());
        var verdict = gate.judge(to, channel.name(), due);
        if (verdict instanceof Verdict.Denied) {
            hold(it.id, step.place(), verdict.words());
            return;
        }
        var here = presence.from(new PersonId(it.owner), due);
        if (here.isAfter(due)) {
            due = Timing.from(step, here, zone, country);
            because += "; whoever reaches them is away until then";
            verdict = gate.judge(to, channel.name(), due);
        }
        if (verdict instanceof Verdict.Later later) {
            due = later.at();
            because += "; " + later.words();
        }
        if (crowded(it, due)) {
            due = Timing.due(step, due.plus(WEEK), zone, country);
            because += "; their company gets at most %d touches a week".formatted(MOST_A_WEEK);
        }
        var lane = step.kind().isAutomatic() ? mailbox(it.owner) : null;
        var touch = queue.planStep(new Queue.StepWish(it.contact, new PersonId(it.owner), channel, lane, due, it.id, step.number(it.version), verdict.code()));
        if (touch.isEmpty() && queue.stateOf(it.id, step.number(it.version)).filter("SENT"::equals).isPresent()) {
            go(it, step.place() + 1); // it has gone out already, before somebody went back
            return;
        }
        touch.ifPresent(id -> write(id, it, step, to));
        var words = touch.isEmpty() ? "Step %d is on its way.".formatted(step.place()) : "Step %d of %d, %s, on %s their time: %s, between %s and %s on their clock.".formatted(step.place(), steps, step.kind().title().toLowerCase(Locale.ROOT), WHEN.format(due.atZone(zone)), because, step.opens(), step.closes());
        jdbc.sql("update prospecting.enrolment set state = 'ACTIVE', place = :place, because = :because, until = null where id = :id").param("place", step.place()).param("because", words).param("id", it.id).update();
    }

    /** What is missing, before anything is planned. */
    private Optional<String> fault(Step step, Reachable to, Enrolled it) {
        var sender = sender(it.owner);
        var missing = new LinkedHashSet<>(Template.missing(step.subject(), to, sender));
        missing.addAll(Template.missing(step.body(), to, sender));
        if (!missing.isEmpty() && step.kind() != StepKind.CALL) {
            return Optional.of("Step %d greets with what nobody knows: their %s. Add it, or write a word that stands in.".formatted(step.place(), String.join(", ", missing)));
        }
        if (step.promotional()) {
            var much = nurture.fault(it.contact);
            if (much.isPresent()) {
                return much;
            }
        }
        return switch (step.kind()) {
            case AUTO_EMAIL, DRAFT_EMAIL -> to.email() == null ? Optional.of("Nobody knows an e-mail address of theirs.") : step.kind().isAutomatic() && mailbox(it.owner) == null ? Optional.of("Whoever reaches them has no mailbox here.") : Optional.empty();
            case CALL -> to.number().isEmpty() ? Optional.of("Nobody knows a number of theirs.") : Optional.empty();
            case FAX -> to.fax() == null ? Optional.of("Nobody knows a fax number of theirs.") : Optional.empty();
            case LETTER, GIFT -> to.street() == null || to.city() == null ? Optional.of("Nobody knows where they get their post.") : Optional.empty();
            case SOCIAL_TASK, INTRO_ASK, GENERIC -> Optional.empty();
        };
    }

    private static @Nullable String country(Reachable to) {
        return Phones.country(to.country()).or(() -> Places.country(to.number().orElse(null))).orElse(null);
    }

    private static ZoneId zone(Reachable to, @Nullable String country) {
        try {
            return to.timeZone() != null ? ZoneId.of(to.timeZone()) : Places.zones(to.number().orElse(null), country).stream().findFirst().orElse(ZoneOffset.UTC);
        } catch (java.time.DateTimeException _) {
            return ZoneOffset.UTC; // written by somebody who meant something else
        }
    }

    private @Nullable UUID mailbox(UUID owner) {
        return jdbc.sql("select id from prospecting.mailbox where person = :person and closed_at is null order by made_at, id limit 1").param("person", owner).query(UUID.class).optional().orElse(null);
    }

    private String sender(UUID owner) {
        return people.namesOf(List.of(new PersonId(owner))).getOrDefault(new PersonId(owner), "");
    }

    private boolean crowded(Enrolled it, Instant due) {
        return it.account != null && jdbc.sql("""
                        select count(*) from prospecting.touch t join prospecting.enrolment e on e.workspace = t.workspace and e.id = t.enrolment
                         where e.account = :account and t.enrolment <> :me and t.state in ('PLANNED', 'CLAIMED', 'SENDING', 'SENT') and t.due_at between :from and :to""")
                .param("account", it.account).param("me", it.id).param("from", Utc.of(due.minus(WEEK))).param("to", Utc.of(due)).query(Integer.class).single() >= MOST_A_WEEK;
    }

    /** Calls and what else is done by hand have words, too: what to say. */
    private void write(TouchId touch, Enrolled it, Step step, Reachable to) {
        var sender = sender(it.owner);
        var lenient = step.kind() == StepKind.CALL ? step.body().replaceAll("\\{\\{\\s*[a-z_]+\\s*}}", "…") : step.body();
        var before = step.threaded() ? jdbc.sql("select t.id from prospecting.touch t where t.enrolment = :enrolment and t.kind = 'EMAIL' and t.state = 'SENT' order by t.step desc limit 1").param("enrolment", it.id).query(UUID.class).optional().orElse(null) : null;
        var subject = before != null ? jdbc.sql("select subject from prospecting.words where touch = :touch").param("touch", before).query(String.class).optional().map(said -> said.startsWith("Re: ") ? said : "Re: " + said).orElse(step.subject()) : Template.fill(step.subject(), to, sender);
        jdbc.sql("""
                        insert into prospecting.words (touch, address, subject, body, answers) values (:touch, :address, :subject, :body, :answers)
                        on conflict (workspace, touch) do update set address = excluded.address, subject = excluded.subject, body = excluded.body, answers = excluded.answers""")
                .param("touch", touch.value()).param("address", step.kind().hasSubject() ? java.util.Objects.requireNonNullElse(to.email(), "") : "").param("subject", subject.isBlank() ? step.kind().title() : subject)
                .param("body", Template.fill(lenient, to, sender)).param("answers", before).update();
    }

    private void hold(UUID enrolment, int place, String why) {
        jdbc.sql("update prospecting.enrolment set state = 'HELD', place = :place, because = :why, until = null where id = :id").param("place", place).param("why", why).param("id", enrolment).update();
    }

    void end(UUID enrolment, String state, String why) {
        jdbc.sql("update prospecting.enrolment set state = :state, because = :why, until = null, ended_at = :now where id = :id and ended_at is null").param("state", state).param("why", why).param("now", Utc.of(clock.instant())).param("id", enrolment).update();
        jdbc.sql("update prospecting.touch set state = 'CANCELLED', touched_at = :now, reason = :why where enrolment = :id and state in ('PLANNED', 'CLAIMED')").param("now", Utc.of(clock.instant())).param("why", why).param("id", enrolment).update();
    }

    Optional<Enrolled> locked(UUID enrolment) {
        return jdbc.sql("select id, contact, account, play, version, owner, state, place from prospecting.enrolment where id = :id and ended_at is null for update").param("id", enrolment).query(Enrolled.class).optional();
    }

    private Optional<Enrolled> of(UUID contact) {
        return jdbc.sql("select id, contact, account, play, version, owner, state, place from prospecting.enrolment where contact = :contact and ended_at is null for update").param("contact", contact).query(Enrolled.class).optional();
    }

    @Override
    public void settled(UUID enrolment, int step, Result result, String why) {
        locked(enrolment).filter(it -> step == it.version * 100 + it.place).ifPresent(it -> {
            switch (result) {
                case DONE -> go(it, it.place + 1);
                case REFUSED -> end(it.id, "BOUNCED", why);
                case HELD -> hold(it.id, it.place, why);
            }
        });
    }

    @Override
    public void putOff(UUID enrolment, int step, Instant until, String why) {
        locked(enrolment).filter(it -> step == it.version * 100 + it.place).ifPresent(it ->
                jdbc.sql("update prospecting.enrolment set because = :because where id = :id").param("because", "Step %d waits a little longer. %s".formatted(it.place, why)).param("id", it.id).update());
    }

    /** A mailbox that is full for the day, or was held, lets a step go at some hour; it goes at one of its own. What somebody has looked over goes when they say. */
    @Override
    public Map<UUID, Carrier.Load.Later> notYet(List<Claimed> touches) {
        record Due(UUID touch, UUID contact, Step step) {}
        var played = new HashMap<String, List<Step>>();
        var due = jdbc.sql("select t.id, t.contact, e.play, t.step from prospecting.touch t join prospecting.enrolment e on e.workspace = t.workspace and e.id = t.enrolment where t.id = any(:touches)").param("touches", touches.stream().map(Claimed::id).toArray(UUID[]::new))
                .query((row, _) -> {
                    var play = row.getObject(3, UUID.class);
                    var number = row.getInt(4);
                    var steps = played.computeIfAbsent(play + " " + number / 100, _ -> plays.steps(play, number / 100));
                    return new Due(row.getObject(1, UUID.class), row.getObject(2, UUID.class), steps.get(number % 100 - 1));
                }).list();
        var people = correspondents.reachable(due.stream().map(Due::contact).distinct().toList());
        var later = new HashMap<UUID, Carrier.Load.Later>();
        due.stream().filter(it -> it.step.kind().isAutomatic() && people.containsKey(it.contact)).forEach(it -> {
            var to = people.get(it.contact);
            var country = country(to);
            var hour = Timing.from(it.step, clock.instant(), zone(to, country), country);
            if (hour.isAfter(clock.instant())) {
                later.put(it.touch, new Carrier.Load.Later(hour, "It goes between %s and %s on their clock.".formatted(it.step.opens(), it.step.closes())));
            }
        });
        return later;
    }

    /** They answered: nothing more of the play, and whoever reaches out to their colleagues decides whether to go on. */
    public void answered(UUID contact) {
        of(contact).ifPresent(it -> {
            end(it.id, "REPLIED", "They answered.");
            if (it.account != null) {
                jdbc.sql("select id from prospecting.enrolment where account = :account and ended_at is null order by id for update").param("account", it.account).query(UUID.class).list().forEach(other -> {
                    jdbc.sql("update prospecting.enrolment set state = 'HELD', because = 'Somebody at their company answered. Decide whether to go on with them.' where id = :id").param("id", other).update();
                    jdbc.sql("update prospecting.touch set state = 'CANCELLED', touched_at = :now, reason = 'Somebody at their company answered' where enrolment = :id and state in ('PLANNED', 'CLAIMED')").param("now", Utc.of(clock.instant())).param("id", other).update();
                });
            }
        });
    }

    /** They want no more, or nothing reaches them. @param state OPTED_OUT or BOUNCED */
    public void over(UUID contact, String state, String why) {
        of(contact).ifPresent(it -> end(it.id, state, why));
    }

    /** They are away: what was planned before they are back waits until then. */
    public void away(UUID contact, LocalDate back) {
        of(contact).filter(it -> it.state.equals("ACTIVE") || it.state.equals("PAUSED")).ifPresent(it -> {
            var to = correspondents.reachable(List.of(contact)).get(contact);
            var zone = to == null ? ZoneOffset.UTC : zone(to, to.country());
            var until = back.atTime(Step.MORNING).atZone(zone).toInstant();
            var moved = jdbc.sql("update prospecting.touch set due_at = :until, touched_at = :now where enrolment = :id and state = 'PLANNED' and due_at < :until").param("until", Utc.of(until)).param("now", Utc.of(clock.instant())).param("id", it.id).update();
            if (moved > 0) {
                jdbc.sql("update prospecting.enrolment set state = 'PAUSED', until = :until, because = :because where id = :id").param("until", Utc.of(until)).param("because", "They are away and back on %s; it goes on then.".formatted(DAY.format(back))).param("id", it.id).update();
            }
        });
    }

    /** A call was made to them. @param outcome as calls name it @param ends how it ends the play; null when it does not */
    public void called(UUID contact, String outcome, @Nullable String ends) {
        var waiting = jdbc.sql("select t.id, t.enrolment, t.step from prospecting.touch t where t.contact = :contact and t.kind = 'CALL' and t.enrolment is not null and t.state = 'PLANNED' order by t.due_at limit 1").param("contact", contact)
                .query((row, _) -> new Waiting(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getInt(3))).optional();
        waiting.ifPresent(it -> jdbc.sql("update prospecting.touch set state = 'SENT', touched_at = :now, reason = null where id = :id").param("now", Utc.of(clock.instant())).param("id", it.touch).update());
        of(contact).ifPresent(it -> {
            var branch = waiting.map(_ -> plays.steps(it.play, it.version)).filter(steps -> it.place <= steps.size()).map(steps -> steps.get(it.place - 1).branches().get(outcome)).orElse(null);
            if (branch != null) {
                if (branch == 0) {
                    end(it.id, ends == null ? "EXHAUSTED" : ends, "The play ends here after “%s”.".formatted(outcome.toLowerCase(Locale.ROOT).replace('_', ' ')));
                } else {
                    go(it, branch);
                }
            } else if (ends != null) {
                end(it.id, ends, ends.equals("REACHED") ? "They were reached." : "They do not want this.");
            } else if (waiting.isPresent()) {
                go(it, it.place + 1);
            }
        });
    }

    private record Waiting(UUID touch, UUID enrolment, int step) {}

    /** It was the wrong key: the call is to be made still. @param at when it was logged */
    public void uncalled(UUID contact, Instant at) {
        jdbc.sql("select id, enrolment, step from prospecting.touch where contact = :contact and kind = 'CALL' and enrolment is not null and state = 'SENT' and touched_at >= :at and not exists (select from prospecting.enrolment e where e.contact = touch.contact and e.ended_at is null and e.id <> touch.enrolment) order by touched_at desc limit 1").param("contact", contact).param("at", Utc.of(at))
                .query((row, _) -> new Waiting(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getInt(3))).optional().ifPresent(it -> {
                    jdbc.sql("update prospecting.touch set state = 'CANCELLED', touched_at = :now, reason = 'The call before was taken back' where enrolment = :enrolment and state = 'PLANNED'").param("now", Utc.of(clock.instant())).param("enrolment", it.enrolment).update();
                    jdbc.sql("update prospecting.touch set state = 'PLANNED', touched_at = :now where id = :id").param("now", Utc.of(clock.instant())).param("id", it.touch).update();
                    jdbc.sql("update prospecting.enrolment set state = 'ACTIVE', ended_at = null, place = :place, because = 'The call was taken back: it is to be made still.' where id = :id").param("place", it.step % 100).param("id", it.enrolment).update();
                });
    }
}
