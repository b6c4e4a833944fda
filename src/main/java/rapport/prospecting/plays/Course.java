package rapport.prospecting.plays;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import rapport.kernel.Utc;
import rapport.prospecting.dispatch.Carrier;
import rapport.prospecting.dispatch.Claimed;
import rapport.prospecting.dispatch.Onward;
import rapport.prospecting.dispatch.Queue;

/**
 * Leads people through plays: one step settled, the next is planned in the same transaction. So an enrolment always has exactly one thing
 * that is next, or a reason why there is none.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Course implements Onward {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE d MMMM, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    /** So long after its last step an answer belongs to the play. */
    static final Duration LATE_ANSWER = Duration.ofDays(30);

    record Enrolled(UUID id, UUID contact, @Nullable UUID account, UUID play, int version, UUID owner, String state, int place) {

        Enrolled in(int other) {
            return new Enrolled(id, contact, account, play, other, owner, state, place);
        }
    }

    private final Plays plays;
    private final Queue queue;
    private final NextSteps nextSteps;
    private final Scripts scripts;
    private final Correspondents correspondents;
    private final JdbcClient jdbc;
    private final Clock clock;

    Course(Plays plays, Queue queue, NextSteps nextSteps, Scripts scripts, Correspondents correspondents, JdbcClient jdbc, Clock clock) {
        this.plays = plays;
        this.queue = queue;
        this.nextSteps = nextSteps;
        this.scripts = scripts;
        this.correspondents = correspondents;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Plans the step of this place, or says why there is nothing more to plan. */
    void go(Enrolled it, int place) {
        go(List.of(it), place);
    }

    /** @param all of one version of one play, in one name */
    void go(List<Enrolled> all, int place) {
        var first = all.getFirst();
        var steps = plays.steps(first.play, first.version);
        if (place > steps.size()) {
            all.forEach(it -> end(it.id, "EXHAUSTED", "All %d steps are done.".formatted(steps.size())));
            return;
        }
        var step = steps.get(place - 1);
        var sender = nextSteps.sender(first.owner);
        var plans = nextSteps.of(all, step, sender);
        var held = new LinkedHashMap<UUID, String>();
        plans.forEach(it -> {
            if (it instanceof NextSteps.Plan.Held(var who, var why)) {
                held.put(who.id, why);
            }
        });
        stand(held, "HELD", place);
        plan(plans.stream().filter(NextSteps.Plan.Due.class::isInstance).map(NextSteps.Plan.Due.class::cast).toList(), step, steps.size(), sender);
    }

    private void plan(List<NextSteps.Plan.Due> dues, Step step, int steps, NextSteps.Sender sender) {
        if (dues.isEmpty()) {
            return;
        }
        var version = dues.getFirst().who().version;
        var lane = step.kind().isAutomatic() ? sender.mailbox() : null;
        var touches = queue.planSteps(dues.stream().map(it -> new Queue.StepWish(it.who().contact, sender.person(), step.kind().channel(), lane, it.at(), it.who().id, step.number(version), it.verdict())).toList());
        scripts.write(touches, dues, step, sender);
        var because = new LinkedHashMap<UUID, String>();
        for (var it : dues) {
            if (touches.containsKey(it.who().id)) {
                because.put(it.who().id, "Step %d of %d, %s, on %s their time: %s, between %s and %s on their clock.".formatted(step.place(), steps, step.kind().title().toLowerCase(Locale.ROOT), WHEN.format(it.at().atZone(it.zone())), it.because(), step.opens(), step.closes()));
            } else if (queue.stateOf(it.who().id, step.number(version)).filter("SENT"::equals).isPresent()) {
                go(it.who(), step.place() + 1); // it has gone out already, before somebody went back
            } else {
                because.put(it.who().id, "Step %d is on its way.".formatted(step.place()));
            }
        }
        stand(because, "ACTIVE", step.place());
    }

    private void hold(UUID enrolment, int place, String why) {
        stand(Map.of(enrolment, why), "HELD", place);
    }

    /** How it stands with each, and why. */
    private void stand(Map<UUID, String> because, String state, int place) {
        if (!because.isEmpty()) {
            jdbc.sql("update prospecting.enrolment e set state = :state, place = :place, because = it.because, until = null from unnest(:ids::uuid[], :because::text[]) it (id, because) where e.id = it.id")
                    .param("state", state).param("place", place).param("ids", because.keySet().toArray(UUID[]::new)).param("because", because.values().toArray(String[]::new)).update();
        }
    }

    void end(UUID enrolment, String state, String why) {
        end(enrolment, state, why, null);
    }

    /** @param last the step that came to nothing; null for the last that went */
    private void end(UUID enrolment, String state, String why, @Nullable Integer last) {
        jdbc.sql("update prospecting.enrolment set state = :state, because = :why, until = null, ended_at = :now, last_step = coalesce(:last, (select t.step % 100 from prospecting.touch t where t.enrolment = :id and t.step / 100 = enrolment.version and t.state = 'SENT' order by t.touched_at desc, t.step desc limit 1)) where id = :id and ended_at is null").param("last", last, Types.INTEGER).param("state", state).param("why", why).param("now", Utc.of(clock.instant())).param("id", enrolment).update();
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
                case DONE -> done(it);
                case NOBODY_THERE -> end(it.id, "BOUNCED", why, it.place);
                case HELD -> hold(it.id, it.place, why);
            }
        });
    }

    /** Who waits for somebody to look does so behind the step that was on its way, too. */
    private void done(Enrolled it) {
        if (it.state.equals("HELD") && it.place < plays.steps(it.play, it.version).size()) {
            jdbc.sql("update prospecting.enrolment set place = place + 1 where id = :id").param("id", it.id).update();
        } else {
            go(it, it.place + 1);
        }
    }

    @Override
    public void again(UUID enrolment, int step) {
        locked(enrolment).filter(it -> it.state.equals("HELD") && step == it.version * 100 + it.place).ifPresent(it -> stand(Map.of(it.id, "Step %d is tried again.".formatted(it.place)), "ACTIVE", it.place));
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
            var country = NextSteps.country(to);
            var hour = Timing.from(it.step, clock.instant(), NextSteps.zone(to, country), country);
            if (hour.isAfter(clock.instant())) {
                later.put(it.touch, new Carrier.Load.Later(hour, "It goes between %s and %s on their clock.".formatted(it.step.opens(), it.step.closes())));
            }
        });
        return later;
    }

    /** They answered: nothing more of the play, and whoever reaches out to their colleagues decides whether to go on. What had come to its end a while ago was not in vain. */
    public void answered(UUID contact) {
        jdbc.sql("update prospecting.enrolment set state = 'REPLIED', because = 'They answered after its last step.' where id = (select id from prospecting.enrolment where contact = :contact order by ended_at desc nulls first limit 1) and state = 'EXHAUSTED' and ended_at > :since").param("contact", contact).param("since", Utc.of(clock.instant().minus(LATE_ANSWER))).update();
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
            var zone = to == null ? ZoneOffset.UTC : NextSteps.zone(to, NextSteps.country(to));
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
                    jdbc.sql("update prospecting.enrolment set state = 'ACTIVE', ended_at = null, last_step = null, place = :place, because = 'The call was taken back: it is to be made still.' where id = :id").param("place", it.step % 100).param("id", it.enrolment).update();
                });
    }
}
