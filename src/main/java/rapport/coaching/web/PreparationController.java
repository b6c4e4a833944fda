package rapport.coaching.web;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.coaching.Coaching;
import rapport.coaching.Meeting;
import rapport.coaching.Preparing;
import rapport.coaching.Preparing.Brief;
import rapport.coaching.Question;
import rapport.coaching.SessionId;
import rapport.crm.OpportunityId;
import rapport.crm.DealFacts;
import rapport.crm.Deals;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.skills.Blueprints;
import rapport.skills.Skills;
import rapport.web.Flash;
import rapport.web.Html;

/** What each brings: the rep chooses deals and says what is known of the customer, the coach writes questions. */
@Controller
@RequestMapping("/coaching/sessions/{id}/preparation")
class PreparationController {

    private static final int DEALS = 50;

    private final Coaching coaching;
    private final Preparing preparing;
    private final Meeting meeting;
    private final Deals opportunities;
    private final DealFacts facts;
    private final Blueprints blueprints;
    private final Skills skills;
    private final People people;
    private final Clock clock;

    PreparationController(Coaching coaching, Preparing preparing, Meeting meeting, Deals opportunities, DealFacts facts, Blueprints blueprints,
            Skills skills, People people, Clock clock) {
        this.coaching = coaching;
        this.preparing = preparing;
        this.meeting = meeting;
        this.opportunities = opportunities;
        this.facts = facts;
        this.blueprints = blueprints;
        this.skills = skills;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView form(@PathVariable SessionId id, @RequestParam(required = false) @Nullable List<OpportunityId> deals, Viewer viewer) {
        return Html.ok(page(id, deals, Map.of(), null, null, viewer));
    }

    @PostMapping
    ModelAndView submit(@PathVariable SessionId id, @RequestParam(required = false) @Nullable List<OpportunityId> deals,
            @RequestParam(defaultValue = "") String words, @RequestParam(defaultValue = "false") boolean accept, @RequestParam Map<String, String> typed, Viewer viewer) {
        var briefs = Objects.requireNonNullElse(deals, List.<OpportunityId>of()).stream().map(it -> new Brief(it, answers(it, typed))).toList();
        try {
            preparing.submit(id, words, briefs, viewer);
            if (accept) {
                coaching.accept(id, viewer);
            }
            return Html.goTo("/coaching/sessions/" + id, new Flash("Your preparation is in."));
        } catch (Refused e) {
            return Html.invalid(page(id, deals, briefs.stream().collect(java.util.stream.Collectors.toMap(Brief::opportunity, Brief::answers, (one, _) -> one)), words, e.getMessage(), viewer));
        }
    }

    /** @param typed what was just typed, which is not lost when it is refused @param words the same */
    private PreparationPage page(SessionId id, @Nullable List<OpportunityId> deals, Map<OpportunityId, Map<Question, String>> typed, @Nullable String words, @Nullable String wrong, Viewer viewer) {
        var session = coaching.session(id, viewer);
        var both = preparing.of(id, viewer);
        var mine = both.mine();
        var rep = viewer.is(session.rep());
        var own = rep ? opportunities.largest(viewer.id(), true, DEALS, viewer) : List.<Deals.Deal>of();
        var last = preparing.lastDeals(id, viewer).stream().filter(it -> own.stream().anyMatch(row -> row.id().equals(it.value()))).toList();
        var chosen = deals != null ? deals : mine == null ? last : mine.briefs().stream().map(Brief::opportunity).toList();
        var said = new java.util.HashMap<>(preparing.lastAnswers(id, viewer));
        if (mine != null) {
            mine.briefs().forEach(it -> said.put(it.opportunity(), it.answers()));
        }
        said.putAll(typed);
        var earlier = meeting.earlier(id, viewer);
        var suggested = words != null ? words : mine != null ? mine.words() : rep ? "" : CoachQuestions.of(earlier);
        var pack = new PreparationPage.Pack(earlier.stream().limit(3).toList(), facts.of(rep ? chosen : preparing.lastDeals(id, viewer), coaching.lastTime(id, viewer), viewer),
                facts.winRate(session.rep(), viewer), blueprints.ifSeen(session.rep(), viewer).map(it -> it.focus().stream().map(focus -> focus.skill()).toList()).orElse(List.of()));
        var names = people.namesOf(List.of(session.coach(), session.rep()));
        return PreparationPage.of(new PreparationPage.Read(session, names, both, own, chosen, said, suggested, pack, skills.all(viewer), coaching.acceptances(id, viewer).containsKey(viewer.id())),
                deals != null && deals.isEmpty(), wrong, viewer, clock);
    }

    private static Map<Question, String> answers(OpportunityId deal, Map<String, String> typed) {
        var answers = new EnumMap<Question, String>(Question.class);
        for (var question : Question.values()) {
            var answer = typed.get(PreparationPage.field(deal.toString(), question));
            if (answer != null && !answer.isBlank()) {
                answers.put(question, answer);
            }
        }
        return answers;
    }
}
