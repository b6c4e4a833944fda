package rapport.prospecting.plays;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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
import rapport.prospecting.law.Gate;
import rapport.prospecting.law.Places;
import rapport.prospecting.law.Verdict;

/** Works out when a step is due for people, or why it cannot be: the words, the law, whoever reaches them, their company. Many cost as many questions as one. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class NextSteps {

    /** A company gets at most so many touches within a week, from all plays together. */
    static final int MOST_A_WEEK = 8;

    static final Duration WEEK = Duration.ofDays(7);

    /** In whose name. @param mailbox null when they have none */
    record Sender(PersonId person, String name, @Nullable UUID mailbox) {}

    /** What comes of it for one. */
    sealed interface Plan {

        Course.Enrolled who();

        /** @param zone of their clock @param because why then */
        record Due(Course.Enrolled who, Reachable to, Instant at, ZoneId zone, String verdict, String because) implements Plan {}

        record Held(Course.Enrolled who, String why) implements Plan {}
    }

    private record Wish(Course.Enrolled who, Reachable to, @Nullable String country, ZoneId zone, Instant at, String because) {

        Wish at(Instant then, String why) {
            return new Wish(who, to, country, zone, then, because + why);
        }
    }

    private final Gate gate;
    private final Correspondents correspondents;
    private final Presence presence;
    private final Nurture nurture;
    private final People people;
    private final JdbcClient jdbc;
    private final Clock clock;

    NextSteps(Gate gate, Correspondents correspondents, Presence presence, Nurture nurture, People people, JdbcClient jdbc, Clock clock) {
        this.gate = gate;
        this.correspondents = correspondents;
        this.presence = presence;
        this.nurture = nurture;
        this.people = people;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Sender sender(UUID owner) {
        var person = new PersonId(owner);
        return new Sender(person, people.namesOf(List.of(person)).getOrDefault(person, ""), jdbc.sql("select id from prospecting.mailbox where person = :person and closed_at is null order by made_at, id limit 1").param("person", owner).query(UUID.class).optional().orElse(null));
    }

    /** In the order given. */
    List<Plan> of(List<Course.Enrolled> all, Step step, Sender sender) {
        var reachable = correspondents.reachable(all.stream().map(Course.Enrolled::contact).toList());
        var plans = new LinkedHashMap<UUID, Plan>();
        var wishes = new ArrayList<Wish>();
        for (var it : all) {
            var to = reachable.get(it.contact());
            var fault = to == null || to.gone() ? Optional.of("The contact is in the bin, or has become another.") : fault(step, to, sender);
            if (to == null || fault.isPresent()) {
                plans.put(it.id(), new Plan.Held(it, fault.orElse("")));
            } else {
                wishes.add(wish(it, to, step));
            }
        }
        judge(wishes, step, sender).forEach(it -> plans.put(it.who().id(), it));
        return all.stream().map(it -> Objects.requireNonNull(plans.get(it.id()))).toList();
    }

    private Wish wish(Course.Enrolled it, Reachable to, Step step) {
        var country = country(to);
        var zone = zone(to, country);
        return new Wish(it, to, country, zone, Timing.due(step, clock.instant(), zone, country), step.waits() == 0 ? "as soon as its hours allow" : "%d %s after the step before".formatted(step.waits(), step.unit().words()));
    }

    private List<Plan> judge(List<Wish> wishes, Step step, Sender sender) {
        var plans = new ArrayList<Plan>();
        var crowd = new Crowd(wishes);
        var here = new HashMap<Instant, Instant>();
        var verdicts = verdicts(wishes, step);
        var away = wishes.stream().filter(it -> !(verdicts.get(it.who.id()) instanceof Verdict.Denied) && here.computeIfAbsent(it.at, at -> presence.from(sender.person, at)).isAfter(it.at))
                .map(it -> it.at(Timing.from(step, here.get(it.at), it.zone, it.country), "; whoever reaches them is away until then")).toList();
        verdicts.putAll(verdicts(away, step));
        var later = away.stream().collect(Collectors.toMap(it -> it.who.id(), it -> it));
        for (var wish : wishes) {
            var it = later.getOrDefault(wish.who.id(), wish);
            var verdict = Objects.requireNonNull(verdicts.get(it.who.id()));
            plans.add(switch (verdict) {
                case Verdict.Denied _ -> new Plan.Held(it.who, verdict.words());
                case Verdict.Later put -> due(it.at(put.at(), "; " + put.words()), step, verdict, crowd);
                case Verdict.Allowed _ -> due(it, step, verdict, crowd);
            });
        }
        return plans;
    }

    private static Plan due(Wish it, Step step, Verdict verdict, Crowd crowd) {
        var spread = crowd.isDense(it) ? it.at(Timing.due(step, it.at.plus(WEEK), it.zone, it.country), "; their company gets at most %d touches a week".formatted(MOST_A_WEEK)) : it;
        crowd.add(spread);
        return new Plan.Due(spread.who, spread.to, spread.at, spread.zone, verdict.code(), spread.because);
    }

    /** Of each enrolment, asked once for all that are due at the same moment. */
    private Map<UUID, Verdict> verdicts(Collection<Wish> wishes, Step step) {
        var verdicts = new HashMap<UUID, Verdict>();
        wishes.stream().collect(Collectors.groupingBy(Wish::at)).forEach((at, together) -> {
            var judged = gate.judge(together.stream().map(Wish::to).toList(), step.kind().channel().name(), at);
            together.forEach(it -> verdicts.put(it.who.id(), Objects.requireNonNull(judged.get(it.to.id()))));
        });
        return verdicts;
    }

    /** What is missing, before anything is planned. */
    private Optional<String> fault(Step step, Reachable to, Sender sender) {
        var missing = new LinkedHashSet<>(Template.missing(step.subject(), to, sender.name));
        missing.addAll(Template.missing(step.body(), to, sender.name));
        if (!missing.isEmpty() && step.kind() != StepKind.CALL) {
            return Optional.of("Step %d greets with what nobody knows: their %s. Add it, or write a word that stands in.".formatted(step.place(), String.join(", ", missing)));
        }
        if (step.promotional()) {
            var much = nurture.fault(to.id());
            if (much.isPresent()) {
                return much;
            }
        }
        return switch (step.kind()) {
            case AUTO_EMAIL, DRAFT_EMAIL -> to.email() == null ? Optional.of("Nobody knows an e-mail address of theirs.") : step.kind().isAutomatic() && sender.mailbox == null ? Optional.of("Whoever reaches them has no mailbox here.") : Optional.empty();
            case CALL -> to.number().isEmpty() ? Optional.of("Nobody knows a number of theirs.") : Optional.empty();
            case FAX -> to.fax() == null ? Optional.of("Nobody knows a fax number of theirs.") : Optional.empty();
            case LETTER, GIFT -> to.street() == null || to.city() == null ? Optional.of("Nobody knows where they get their post.") : Optional.empty();
            case SOCIAL_TASK, INTRO_ASK, GENERIC -> Optional.empty();
        };
    }

    static @Nullable String country(Reachable to) {
        return Phones.country(to.country()).or(() -> Places.country(to.number().orElse(null))).orElse(null);
    }

    static ZoneId zone(Reachable to, @Nullable String country) {
        try {
            return to.timeZone() != null ? ZoneId.of(to.timeZone()) : Places.zones(to.number().orElse(null), country).stream().findFirst().orElse(ZoneOffset.UTC);
        } catch (java.time.DateTimeException _) {
            return ZoneOffset.UTC; // written by somebody who meant something else
        }
    }

    /** What companies get, of what is planned and what went, with what is being planned just now. */
    private final class Crowd {

        private record Touched(UUID account, UUID enrolment, Instant at) {}

        private final Map<UUID, List<Touched>> all;

        Crowd(List<Wish> wishes) {
            var accounts = wishes.stream().map(it -> it.who.account()).filter(Objects::nonNull).distinct().toArray(UUID[]::new);
            this.all = accounts.length == 0 ? new HashMap<>() : jdbc.sql("""
                            select e.account, t.enrolment, t.due_at as at from prospecting.touch t join prospecting.enrolment e on e.workspace = t.workspace and e.id = t.enrolment
                             where e.account = any(:accounts) and t.state in ('PLANNED', 'CLAIMED', 'SENDING', 'SENT') and t.due_at >= :from""")
                    .param("accounts", accounts).param("from", Utc.of(clock.instant().minus(WEEK))).query(Touched.class).stream().collect(Collectors.groupingBy(Touched::account, HashMap::new, Collectors.toCollection(ArrayList::new)));
        }

        boolean isDense(Wish wish) {
            return all.getOrDefault(wish.who.account(), List.of()).stream().filter(it -> !it.enrolment.equals(wish.who.id()) && !it.at.isBefore(wish.at.minus(WEEK)) && !it.at.isAfter(wish.at)).count() >= MOST_A_WEEK;
        }

        void add(Wish it) {
            if (it.who.account() != null) {
                all.computeIfAbsent(it.who.account(), _ -> new ArrayList<>()).add(new Touched(it.who.account(), it.who.id(), it.at));
            }
        }
    }
}
