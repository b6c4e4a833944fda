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
import rapport.kernel.Money;
import rapport.kernel.PersonId;
import java.util.Optional;
import rapport.coaching.Meeting;
import rapport.crm.DealFacts;
import rapport.crm.Deals;
import rapport.skills.Skill;
import rapport.skills.SkillId;
import rapport.web.Stat;
import rapport.kernel.Viewer;
import rapport.web.FieldView;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;

/**
 * The viewer's preparation, and beside it the data pack that builds itself.
 *
 * @param choosing the rep chooses deals first
 * @param briefs the chosen deals with their eight questions
 * @param accepted the viewer has said yes to the session; else preparing can say it, too
 */
public record PreparationPage(
        PageHead head, String action, boolean rep, boolean choosing, List<Deal> deals, List<BriefForm> briefs, FieldView words, String wordsLabel,
        boolean accepted, @Nullable String wrong, boolean submitted, List<String> promised, List<DealPack> pack, List<String> focus, @Nullable Stat winRate, String blueprint) implements Part {

    public record Deal(String id, String name, String note, boolean chosen) {}

    public record BriefForm(String id, String name, List<Answer> answers, int known) {}

    public record Answer(FieldView field, String question) {}

    /** A deal's facts as rows. */
    public record DealPack(String name, List<MeetingPage.Fact> facts) {}

    /** What is known without asking anybody. */
    record Pack(List<Meeting.Commitment> earlier, List<DealFacts.Fact> facts, Optional<DealFacts.WinRate> winRate, List<SkillId> focus) {}

    /** What the controller has read. */
    record Read(Session session, Map<PersonId, String> names, Preparing.Both both, List<Deals.Deal> own, List<OpportunityId> chosen, Map<OpportunityId, Map<Question, String>> said,
            String words, Pack pack, List<Skill> skills, boolean accepted) {}

    static PreparationPage of(Read it, boolean chooseAgain, @Nullable String wrong, Viewer viewer, Clock clock) {
        var session = it.session;
        var rep = viewer.is(session.rep());
        var other = it.names.getOrDefault(session.other(viewer.id()), "the other");
        var head = PageHead.of(rep ? "What you bring" : "Your questions for " + other,
                "Only you can read this until %s has submitted theirs. It is due %s.".formatted(other, Say.moment(it.both.due(), viewer, clock)))
                .under("Coaching", "/coaching").under("With " + other, "/coaching/sessions/" + session.id());
        var briefs = it.chosen.stream().limit(Preparing.MOST_BRIEFS).map(deal -> brief(deal, it.own, it.said.getOrDefault(deal, Map.of()))).toList();
        return new PreparationPage(head, "/coaching/sessions/%s/preparation".formatted(session.id()), rep, rep && (briefs.isEmpty() || chooseAgain),
                it.own.stream().map(deal -> deal(deal, it.chosen)).toList(), briefs, FieldView.of("words", it.words),
                rep ? "Or a skill or a sales call to practise" : "What will you ask?", it.accepted, wrong, it.both.mine() != null,
                it.pack.earlier.stream().map(promise -> "If %s, then %s.".formatted(promise.cue(), promise.deed())).toList(),
                it.pack.facts.stream().map(fact -> new DealPack(MeetingPage.name(fact), MeetingPage.facts(fact))).toList(),
                it.pack.focus.stream().flatMap(id -> it.skills.stream().filter(skill -> skill.id().equals(id))).map(Skill::name).toList(),
                winRate(it.pack.winRate), "/blueprints/" + session.rep());
    }

    private static @Nullable Stat winRate(Optional<DealFacts.WinRate> rate) {
        return rate.map(it -> new Stat("Won of what was closed", "%s of %s".formatted(Say.count(it.won()), Say.count(it.closed())), "%s · 80\u202f%% interval %d–%s · 12 months".formatted(
                Say.percent((double) it.won() / it.closed()), Math.round(it.interval().low() * 100), Say.percent(it.interval().high())), null, null)).orElse(null);
    }

    static String field(String deal, Question question) {
        return "answer-%s-%s".formatted(deal, question.name());
    }

    private static Deal deal(Deals.Deal it, List<OpportunityId> chosen) {
        var value = it.amount() == null || it.currency() == null ? "unknown" : Say.money(Money.of(it.amount(), it.currency()));
        return new Deal(it.id().toString(), name(it), "%s · %s".formatted(value, it.stage()), chosen.contains(new OpportunityId(it.id())));
    }

    private static BriefForm brief(OpportunityId id, List<Deals.Deal> own, Map<Question, String> said) {
        var name = own.stream().filter(it -> it.id().equals(id.value())).findFirst().map(PreparationPage::name).orElse("A deal");
        var answers = Arrays.stream(Question.values()).map(it -> new Answer(FieldView.of(field(id.toString(), it), said.getOrDefault(it, "")), it.words())).toList();
        return new BriefForm(id.toString(), name, answers, said.size());
    }

    private static String name(Deals.Deal it) {
        return (it.account() == null ? "No account yet" : it.account()) + (it.product() == null ? "" : ", " + it.product());
    }

    @Override
    public String template() {
        return "coaching/session/preparation";
    }
}
