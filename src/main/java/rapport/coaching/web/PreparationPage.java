package rapport.coaching.web;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rapport.coaching.Preparing;
import rapport.coaching.Question;
import rapport.coaching.Session;
import rapport.crm.OpportunityId;
import rapport.crm.OpportunityList;
import rapport.kernel.Money;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.web.FieldView;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;

/**
 * The viewer's preparation.
 *
 * @param choosing the rep chooses deals first
 * @param briefs the chosen deals with their eight questions
 */
public record PreparationPage(
        PageHead head, String action, boolean rep, boolean choosing, List<Deal> deals, List<BriefForm> briefs, FieldView words, String wordsLabel,
        String due, @Nullable String wrong, boolean submitted) implements Part {

    public record Deal(String id, String name, String note, boolean chosen) {}

    public record BriefForm(String id, String name, List<Answer> answers, int known) {}

    public record Answer(FieldView field, String question) {}

    static PreparationPage of(Session session, Map<PersonId, String> names, Preparing.Both both, List<OpportunityList.Row> own, List<OpportunityId> chosen,
            Map<OpportunityId, Map<Question, String>> said, @Nullable String wrong, Viewer viewer, Clock clock) {
        var rep = viewer.is(session.rep());
        var other = names.getOrDefault(session.other(viewer.id()), "the other");
        var head = PageHead.of(rep ? "What you bring" : "Your questions for " + other,
                "Only you can read this until %s has submitted theirs. It is due %s.".formatted(other, Say.moment(both.due(), viewer, clock)))
                .under("Coaching", "/coaching").under("With " + other, "/coaching/sessions/" + session.id());
        var words = both.mine() == null ? "" : both.mine().words();
        var briefs = chosen.stream().limit(Preparing.MOST_BRIEFS).map(it -> brief(it, own, said.getOrDefault(it, Map.of()))).toList();
        return new PreparationPage(head, "/coaching/sessions/%s/preparation".formatted(session.id()), rep, rep && briefs.isEmpty(),
                own.stream().map(it -> deal(it, chosen)).toList(), briefs, FieldView.of("words", words),
                rep ? "Or a skill or a sales call to practise" : "What will you ask?", Say.moment(both.due(), viewer, clock), wrong, both.mine() != null);
    }

    static String field(String deal, Question question) {
        return "answer-%s-%s".formatted(deal, question.name());
    }

    private static Deal deal(OpportunityList.Row it, List<OpportunityId> chosen) {
        var value = it.amount() == null || it.currency() == null ? "unknown" : Say.money(Money.of(it.amount(), it.currency()));
        return new Deal(it.id().toString(), name(it), "%s · %s".formatted(value, it.stage().word()), chosen.contains(new OpportunityId(it.id())));
    }

    private static BriefForm brief(OpportunityId id, List<OpportunityList.Row> own, Map<Question, String> said) {
        var name = own.stream().filter(it -> it.id().equals(id.value())).findFirst().map(PreparationPage::name).orElse("A deal");
        var answers = Arrays.stream(Question.values()).map(it -> new Answer(FieldView.of(field(id.toString(), it), said.getOrDefault(it, "")), it.words())).toList();
        return new BriefForm(id.toString(), name, answers, said.size());
    }

    private static String name(OpportunityList.Row it) {
        return (it.account() == null ? "No account yet" : it.account()) + (it.product() == null ? "" : ", " + it.product());
    }

    @Override
    public String template() {
        return "coaching/session/preparation";
    }
}
