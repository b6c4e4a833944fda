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
import rapport.coaching.Preparing;
import rapport.coaching.Preparing.Brief;
import rapport.coaching.Question;
import rapport.coaching.SessionId;
import rapport.crm.OpportunityId;
import rapport.crm.OpportunityList;
import rapport.crm.OpportunityList.Filter;
import rapport.crm.OpportunityList.Order;
import rapport.crm.OpportunityList.Sort;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.web.Flash;
import rapport.web.Html;

/** What each brings: the rep chooses deals and says what is known of the customer, the coach writes questions. */
@Controller
@RequestMapping("/coaching/sessions/{id}/preparation")
class PreparationController {

    private static final int DEALS = 50;

    private final Coaching coaching;
    private final Preparing preparing;
    private final OpportunityList opportunities;
    private final People people;
    private final Clock clock;

    PreparationController(Coaching coaching, Preparing preparing, OpportunityList opportunities, People people, Clock clock) {
        this.coaching = coaching;
        this.preparing = preparing;
        this.opportunities = opportunities;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView form(@PathVariable SessionId id, @RequestParam(required = false) @Nullable List<OpportunityId> deals, Viewer viewer) {
        return Html.ok(page(id, deals, null, viewer));
    }

    @PostMapping
    ModelAndView submit(@PathVariable SessionId id, @RequestParam(required = false) @Nullable List<OpportunityId> deals,
            @RequestParam(defaultValue = "") String words, @RequestParam Map<String, String> typed, Viewer viewer) {
        var briefs = Objects.requireNonNullElse(deals, List.<OpportunityId>of()).stream().map(it -> new Brief(it, answers(it, typed))).toList();
        try {
            preparing.submit(id, words, briefs, viewer);
            return Html.goTo("/coaching/sessions/" + id, new Flash("Your preparation is in."));
        } catch (Refused e) {
            return Html.invalid(page(id, deals, e.getMessage(), viewer));
        }
    }

    private PreparationPage page(SessionId id, @Nullable List<OpportunityId> deals, @Nullable String wrong, Viewer viewer) {
        var session = coaching.session(id, viewer);
        var both = preparing.of(id, viewer);
        var mine = both.mine();
        var chosen = deals != null ? deals : mine == null ? List.<OpportunityId>of() : mine.briefs().stream().map(Brief::opportunity).toList();
        var own = viewer.is(session.rep())
                ? opportunities.page(new Filter(null, true, viewer.id()), new Sort(Order.AMOUNT, true), null, DEALS, viewer).items() : List.<OpportunityList.Row>of();
        var said = new java.util.HashMap<>(preparing.lastAnswers(id, viewer));
        if (mine != null) {
            mine.briefs().forEach(it -> said.put(it.opportunity(), it.answers()));
        }
        return PreparationPage.of(session, people.namesOf(List.of(session.coach(), session.rep())), both, own, chosen, said, wrong, viewer, clock);
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
