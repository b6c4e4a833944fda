package rapport.coaching.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rapport.coaching.Policies;
import rapport.coaching.verdict.Policy;
import rapport.kernel.Viewer;
import rapport.web.EmptyState;
import rapport.web.FieldView;
import rapport.web.Notice;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Row;
import rapport.web.Tone;

/** @param limits one field each, with what it means */
public record PolicyPage(PageHead head, List<Notice> notices, Table versions, boolean mayChange, List<Limit> limits, FieldView reason, @Nullable String wrong) implements Part {

    public record Limit(FieldView field, String label, String hint) {}

    static PolicyPage of(List<Policy> versions, Map<Integer, String> reasons, List<Policies.Failing> failing, @Nullable String wrong, Viewer viewer) {
        var now = versions.getFirst();
        return new PolicyPage(PageHead.of("What counts as coaching", "Nine checks, all of them. Version %d judges; a verdict keeps the version it was reached under.".formatted(now.version())).under("Settings", "/settings"),
                failing.stream().map(PolicyPage::notice).toList(),
                new Table("Versions of the policy", List.of(Column.of("Version"), Column.of("Accepted before"), Column.of("Answers a deal"), Column.of("May stray"), Column.of("Least"), Column.of("Status at most"),
                        Column.of("Time to answer")), versions.stream().map(it -> row(it, reasons.getOrDefault(it.version(), "the product’s own"))).toList(), new EmptyState("", "", null), null),
                viewer.role().administers(), limits(now), FieldView.of("reason", ""), wrong);
    }

    private static Notice notice(Policies.Failing it) {
        return new Notice(Tone.WARN, "alert-triangle", "%s fails in %s of %s sessions.".formatted(it.check(), Say.count(it.failed()), Say.count(it.of())),
                "A check that fails in more than three of five says more about the rule, or about the days, than about the people.", null);
    }

    private static Row row(Policy it, String reason) {
        return Row.of(new Cell.Text(String.valueOf(it.version()), reason), Cell.text(it.acceptBefore().toHours() + "\u00a0h"), Cell.text(it.answers() + " of 8"),
                Cell.text(Say.minutes(it.tolerance().toMinutes())), Cell.text("%s, %s".formatted(Say.minutes(it.leastMinutes()), Say.percent(it.sharePercent() / 100.0))), Cell.text(Say.percent(it.statusPercent() / 100.0)),
                Cell.text(it.confirmWithin().toHours() + "\u00a0h"));
    }

    private static List<Limit> limits(Policy it) {
        return List.of(new Limit(FieldView.of("acceptHours", it.acceptBefore().toHours()), "Hours before, both have accepted", "C1. 24 leaves a day to say no."),
                new Limit(FieldView.of("answers", it.answers()), "Answers about the customer, of 8", "C4. For each deal the rep brings."),
                new Limit(FieldView.of("toleranceMinutes", it.tolerance().toMinutes()), "Minutes a session may stray", "C5. At its start and at its end."),
                new Limit(FieldView.of("sharePercent", it.sharePercent()), "Percent of the planned minutes", "C5. Below that it was cut short."),
                new Limit(FieldView.of("leastMinutes", it.leastMinutes()), "Least minutes", "C5. Shorter is no session."),
                new Limit(FieldView.of("statusPercent", it.statusPercent()), "Percent of pipeline status", "C7. More is a pipeline review."),
                new Limit(FieldView.of("confirmHours", it.confirmWithin().toHours()), "Hours to answer", "C9. Silence beyond is no yes."));
    }

    @Override
    public String template() {
        return "coaching/policy/show";
    }
}
