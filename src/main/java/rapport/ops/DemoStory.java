package rapport.ops;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import rapport.coaching.Coaching;
import rapport.coaching.Contacts;
import rapport.coaching.Disturbance.Cause;
import rapport.coaching.Judging;
import rapport.coaching.Meeting;
import rapport.coaching.Preparing;
import rapport.coaching.ProgrammeId;
import rapport.coaching.Promises;
import rapport.coaching.ProtectedTime;
import rapport.coaching.Question;
import rapport.coaching.SessionId;
import rapport.coaching.SessionList;
import rapport.coaching.StartProgramme;
import rapport.coaching.Starting.Started;
import rapport.coaching.verdict.SessionFacts.Topic;
import rapport.crm.Deals;
import rapport.crm.OpportunityId;
import rapport.kernel.Ids;
import rapport.kernel.PersonId;
import rapport.kernel.Through;
import rapport.kernel.Told;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.skills.Blueprints;
import rapport.skills.Focus;
import rapport.skills.Skills;
import rapport.skills.Treatment;
import rapport.web.SignedIn;

/** Twelve weeks of one team's coaching, told day by day: what counted, what did not, and what was moved, called off or cut short. */
@Component
class DemoStory {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int WEEKS = 12;

    /** One letter a session, oldest first: Counted, Unprepared, moved by the coach and then counted, cut Short, off for a Visit, off for something internal (X), Leave. */
    private static final Map<String, String> FATES = Map.of("Ben Okafor", "CCVCMU", "Grace Mensah", "CUCXSX", "Inês Moreau", "CCCLCC", "Finn Aalto", "CCVCCC",
            "Elif Yıldız", "CCMCCC", "Clara Weiss", "CCCCCC", "Hugo Laurent", "CCCUCC", "Dario Conti", "CCCCCC");

    private static final Map<Question, String> ANSWERS = new EnumMap<>(Map.of(
            Question.WHY_THIS, "Two recalls in a year. Their old meter drifts, and nobody sees it until the lab does.",
            Question.WHY_NOW, "The new line opens on 1 March. After that nobody stops it to swap a meter.",
            Question.WHAT_PROMPTS, "The quality audit in September.",
            Question.SECTOR, "Two competitors were bought this year; everybody counts downtime now.",
            Question.SUCCESS, "No held batch in the first 90 days.",
            Question.WHO_WINS, "Jonna, head of quality: her name is on the release."));

    private static final List<String> CUES = List.of("the buyer names a maximum", "Jonna confirms the trial date", "they ask for a discount", "nobody from the plant is in the room");
    private static final List<String> DEEDS = List.of("I ask how they got to it", "I ask her to introduce the plant manager", "I ask what a held batch costs first", "I ask who feels it first");

    private final Coaching coaching;
    private final Promises promises;
    private final SessionList sessions;
    private final Preparing preparing;
    private final Meeting meeting;
    private final ProtectedTime time;
    private final Judging judging;
    private final Contacts contacts;
    private final Deals opportunities;
    private final Blueprints blueprints;
    private final Skills skills;
    private final People people;
    private final Clock clock;

    DemoStory(Coaching coaching, Promises promises, SessionList sessions, Preparing preparing, Meeting meeting, ProtectedTime time, Judging judging, Contacts contacts,
            Deals opportunities, Blueprints blueprints, Skills skills, People people, Clock clock) {
        this.coaching = coaching;
        this.promises = promises;
        this.sessions = sessions;
        this.preparing = preparing;
        this.meeting = meeting;
        this.time = time;
        this.judging = judging;
        this.contacts = contacts;
        this.opportunities = opportunities;
        this.blueprints = blueprints;
        this.skills = skills;
        this.people = people;
        this.clock = clock;
    }

    /** One of a session's letters. */
    private record Scene(SessionId session, Instant start, Viewer coach, Viewer rep, char fate, int number) {}

    void tell(PersonId coach, List<PersonId> reps, Viewer maker) {
        var lead = viewer(coach, maker);
        var team = reps.stream().map(it -> viewer(it, maker)).toList();
        var now = clock.instant();
        var first = workingDayAfter(now.atZone(BERLIN).toLocalDate().plusDays(1)).minusWeeks(WEEKS).atTime(9, 30);
        var begun = first.atZone(BERLIN).toInstant().minus(Duration.ofDays(7));
        var programme = Told.at(begun, () -> promise(reps, first, lead, team));
        for (var week = 0; week < WEEKS; week += 4) {
            Told.at(begun.plus(Duration.ofDays(7L * week)), () -> promises.keepFilled(maker));
        }
        team.forEach(rep -> blueprint(rep, lead, begun.plus(Duration.ofDays(10))));
        var scenes = new ArrayList<Scene>();
        team.forEach(rep -> scenes.addAll(scenes(rep, lead, begun, now)));
        scenes.stream().sorted(Comparator.comparing(Scene::start)).forEach(it -> {
            play(it);
        });
        promises.keepFilled(maker);
        Told.at(now.minus(Duration.ofDays(3)), () -> contacts.log(team.getFirst().id(), "Asked for the reference list", lead));
        acceptWhatComes(lead, team, programme);
    }

    private ProgrammeId promise(List<PersonId> reps, java.time.LocalDateTime first, Viewer lead, List<Viewer> team) {
        var started = (Started) coaching.start(new StartProgramme(reps, 2, 45, first, BERLIN, StartProgramme.EXPECTATIONS, null, ""), lead);
        coaching.sign(started.programme().id(), lead);
        team.forEach(rep -> coaching.sign(started.programme().id(), rep));
        return started.programme().id();
    }

    private List<Scene> scenes(Viewer rep, Viewer lead, Instant begun, Instant now) {
        var fates = FATES.getOrDefault(rep.name(), "CCCCCC");
        var scenes = new ArrayList<Scene>();
        for (var it : Told.at(begun, () -> sessions.coming(null, rep.id(), 50, rep))) {
            if (it.startsAt().isBefore(now.minus(Duration.ofDays(3))) && scenes.size() < fates.length()) {
                scenes.add(new Scene(new SessionId(it.id()), it.startsAt(), lead, rep, fates.charAt(scenes.size()), scenes.size()));
            }
        }
        return scenes;
    }

    private void play(Scene it) {
        Told.at(it.start.minus(Duration.ofDays(5)), () -> {
            coaching.accept(it.session, it.coach);
            coaching.accept(it.session, it.rep);
            return it;
        });
        switch (it.fate) {
            case 'X' -> Told.at(it.start.minus(Duration.ofDays(1)), () -> off(it, Cause.INTERNAL, "Forecast review moved to the same hour", it.coach));
            case 'V' -> Told.at(it.start.minus(Duration.ofHours(20)), () -> off(it, Cause.CUSTOMER, "The plant visit takes all day", it.rep));
            case 'L' -> Told.at(it.start.minus(Duration.ofDays(4)), () -> off(it, Cause.LEAVE, "", it.rep));
            case 'M' -> {
                var later = it.start.plus(Duration.ofHours(24));
                Told.at(it.start.minus(Duration.ofDays(4)), () -> time.move(it.session, later, 45, Cause.INTERNAL, "Board meeting", it.coach));
                Told.at(it.start.minus(Duration.ofDays(3)), () -> {
                    coaching.accept(it.session, it.rep);
                    return it;
                });
                meet(new Scene(it.session, later, it.coach, it.rep, 'C', it.number));
            }
            default -> meet(it);
        }
    }

    private Scene off(Scene it, Cause cause, String reason, Viewer who) {
        time.cancel(it.session, cause, reason, who);
        return it;
    }

    private void meet(Scene it) {
        Told.at(it.start.minus(Duration.ofHours(50)), () -> {
            preparing.submit(it.session, "Who owns the pain, and who has told you so?", List.of(), it.coach);
            return it;
        });
        Told.at(it.fate == 'U' ? it.start.minus(Duration.ofMinutes(10)) : it.start.minus(Duration.ofHours(30)), () -> {
            preparing.submit(it.session, "", briefs(it), it.rep);
            return it;
        });
        Told.at(it.start.plus(Duration.ofMinutes(1)), () -> {
            meeting.begin(it.session, it.coach);
            meeting.openPack(it.session, it.coach);
            return it;
        });
        Told.at(it.start.plus(Duration.ofMinutes(17)), () -> {
            talk(it);
            return it;
        });
        if (it.fate == 'S') {
            Told.at(it.start.plus(Duration.ofMinutes(18)), () -> {
                time.cutShort(it.session, it.rep);
                return it;
            });
        }
        Told.at(it.start.plus(Duration.ofMinutes(43)), () -> {
            meeting.end(it.session, it.coach);
            return it;
        });
        Told.at(it.start.plus(Duration.ofHours(2)), () -> {
            judging.confirm(it.session, true, it.coach);
            judging.confirm(it.session, true, it.rep);
            return it;
        });
    }

    private void talk(Scene it) {
        meeting.agenda(it.session, List.of(new Meeting.Item(Topic.CUSTOMER_KNOWLEDGE, "Who owns the pain?", true), new Meeting.Item(Topic.SELLING_SKILLS, "Say it back before you answer", true),
                new Meeting.Item(Topic.OWN_ORGANISATION, "Who from service joins the trial?", false)), it.coach);
        meeting.earlier(it.session, it.coach).stream().filter(promise -> promise.outcome() == null)
                .forEach(promise -> meeting.close(it.session, promise.id(), it.number % 3 == 2 ? "PARTLY" : "KEPT", "", it.coach));
        meeting.review(it.session, it.coach);
        meeting.write(it.session, Ids.next(clock, (UUID id) -> id), true, "The plant manager pays for held batches; Jonna only reports them.", it.rep);
        meeting.write(it.session, Ids.next(clock, (UUID id) -> id), true, "Tried it aloud: who feels it first when a batch is held?", it.coach);
        var due = LocalDate.ofInstant(it.start, BERLIN).plusWeeks(2);
        meeting.commit(it.session, it.rep.id(), CUES.get(it.number % CUES.size()), DEEDS.get(it.number % DEEDS.size()), due, it.rep);
    }

    /** The two largest open deals. */
    private List<Preparing.Brief> briefs(Scene it) {
        return opportunities.largest(it.rep.id(), true, 2, it.rep).stream()
                .map(deal -> new Preparing.Brief(new OpportunityId(deal.id()), ANSWERS)).toList();
    }

    private void blueprint(Viewer rep, Viewer lead, Instant at) {
        Told.at(at, () -> {
            var known = skills.all(lead);
            var picked = List.of(known.get(Math.floorMod(rep.name().hashCode(), known.size())), known.get(Math.floorMod(rep.name().hashCode() + 3, known.size())));
            var focus = List.of(new Focus(picked.get(0).id(), "In every first meeting, without being reminded", "It decides the larger deals", Treatment.ROLE_PLAY),
                    new Focus(picked.get(1).id(), "Twice a week, noted on the opportunity", "Seen missing in two visits", Treatment.OBSERVE));
            var written = blueprints.write(rep.id(), focus, LocalDate.ofInstant(at, BERLIN).plusMonths(6), lead);
            blueprints.sign(written.id(), rep);
            return written;
        });
    }

    /** All but one say yes to what comes next: Today has something to ask. */
    private void acceptWhatComes(Viewer lead, List<Viewer> team, ProgrammeId programme) {
        for (var it : sessions.coming(null, null, 50, lead)) {
            if (it.programme().equals(programme.value()) && it.startsAt().isBefore(clock.instant().plus(Duration.ofDays(9)))) {
                team.stream().filter(rep -> rep.id().value().equals(it.rep())).forEach(rep -> coaching.accept(new SessionId(it.id()), rep));
                if (!it.rep().equals(team.getFirst().id().value())) {
                    coaching.accept(new SessionId(it.id()), lead);
                }
            }
        }
    }

    private Viewer viewer(PersonId person, Viewer maker) {
        return people.viewer(new SignedIn(maker.workspace(), person, Through.JOB, false, "demo"), Locale.UK).orElseThrow();
    }

    private static LocalDate workingDayAfter(LocalDate day) {
        var next = day.plusDays(1);
        while (next.getDayOfWeek() == DayOfWeek.SATURDAY || next.getDayOfWeek() == DayOfWeek.SUNDAY) {
            next = next.plusDays(1);
        }
        return next;
    }
}
