package rapport.prospecting.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Viewer;
import rapport.prospecting.persistence.Economics;
import rapport.prospecting.persistence.Experience;
import rapport.prospecting.persistence.Outlook;
import rapport.prospecting.persistence.Persistence;
import rapport.prospecting.persistence.Spells;
import rapport.prospecting.persistence.Stubbornness;
import rapport.web.Action;
import rapport.web.EmptyState;
import rapport.web.FieldView;
import rapport.web.How;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;

/** What persistence is worth here. @param plot null while too few were reached @param money null for whoever may not set it */
public record PersistencePage(PageHead head, List<OutgoingPage.Tab> tabs, @Nullable ChancePlot plot, How how, Table calls, Table mails, Table strata, List<String> notes, @Nullable Money money) implements Part {

    private static final int SHOWN = 42;

    /** @param fault what is wrong with what was sent; null when nothing is */
    public record Money(FieldView meetingValue, FieldView currency, FieldView hourCost, FieldView meetingsPerHundred, FieldView minutesPerCall, FieldView auditPercent) {}

    static PersistencePage of(Persistence.Report it, Economics money, @Nullable String fault, long uncertain, Viewer viewer) {
        var known = it.calls().events() >= Persistence.LEAST_EVENTS;
        var told = Stubbornness.of(it.calls());
        return new PersistencePage(PageHead.of("Prospecting", lede(it.calls())), OutgoingPage.tabs(OutgoingPage.PERSISTENCE, uncertain), known ? ChancePlot.of(IntStream.rangeClosed(0, SHOWN).mapToObj(told::next).toList(), 6) : null,
                new How("persistence", "The chance of the next attempt", "Of everybody who got an attempt of some number, how many it reached. People differ, so that whoever was not reached for long is harder to reach than others; how much they differ is learned from your own attempts.",
                        "chance after n failures = a ÷ (a + b + n)", "Shifted beta-geometric model, Fader and Hardie 2007; 90 % intervals over a grid of a and b.", null),
                steps("Calls", it.calls(), known ? told : null), steps("E-mails", it.mails(), null), strata(it), notes(it), viewer.role().administers() ? money(money, fault) : null);
    }

    private static String lede(Spells calls) {
        return calls.people() == 0 ? "No call was logged yet." : "%s called, %s of them reached, with %s.".formatted(Say.count(calls.people(), "person", "people"), Say.count(calls.events()), Say.count(calls.attempts(), "call", "calls"));
    }

    private static Table steps(String title, Spells data, @Nullable Stubbornness told) {
        var rows = Experience.of(data).stream().limit(SHOWN).map(step -> {
            var expected = told == null ? null : told.next(step.attempt() - 1);
            return Table.Row.of(Cell.text(String.valueOf(step.attempt())), Cell.number(Say.count(step.atRisk())), Cell.number(Say.count(step.reached())), new Cell.Number(share(step.hazard()), "%s–%s".formatted(share(step.interval().low()), share(step.interval().high()))),
                    expected == null ? new Cell.Unknown(true) : new Cell.Number(share(expected.middle()), "%s–%s".formatted(share(expected.low()), share(expected.high()))), Cell.number(share(step.usual())));
        }).toList();
        return new Table(title, List.of(Column.of("Attempt"), Column.number("Got it"), Column.number("Reached"), Column.number("Chance, as counted"), Column.number("Chance, as learned"), Column.number("What is usually shown")), rows,
                new EmptyState("Nothing to count yet", title.equals("Calls") ? "Call somebody and press a key for what came of it. After ten were reached, this page says what the next call is worth." : "Mails count by themselves; whether they were answered is known once your mailbox has a server for incoming mail.", Action.quiet("Open the contacts", "/contacts")), null);
    }

    private static Table strata(Persistence.Report it) {
        var rows = new ArrayList<Table.Row>();
        it.strata().forEach((name, own) -> {
            var others = new Spells();
            it.strata().forEach((other, spells) -> {
                if (!other.equals(name)) {
                    others.add(spells);
                }
            });
            var told = Stubbornness.of(own, others, 30);
            var known = own.events() + others.events() >= Persistence.LEAST_EVENTS;
            var first = told.next(0);
            var soon = told.within(6, Outlook.HORIZON);
            rows.add(Table.Row.of(Cell.text(name.isEmpty() ? "Not known" : name), Cell.number(Say.count(own.people())), Cell.number(Say.count(own.events())),
                    known ? new Cell.Number(share(first.middle()), "%s–%s".formatted(share(first.low()), share(first.high()))) : new Cell.Unknown(true),
                    known ? new Cell.Number(share(soon.middle()), "%s–%s".formatted(share(soon.low()), share(soon.high()))) : new Cell.Unknown(true)));
        });
        return new Table("By kind of person", List.of(Column.of("What they do, and their line"), Column.number("People"), Column.number("Reached"), Column.number("First call"), Column.number("Calls 7 to 18, if not by 6")), rows, null, null);
    }

    private static List<String> notes(Persistence.Report it) {
        var notes = new ArrayList<String>();
        notes.add("“What is usually shown” is the share of successes among those whose last attempt it was. It leaves out everybody who was tried further, and so it is far too high.");
        if (it.backTest() != null) {
            notes.add("Tried on people it had not seen: in %d of %d random halves the model foretold the other half better than “every call has the same chance”, by %s a person on average.".formatted(it.backTest().better(), it.backTest().halves(), String.format(Locale.ENGLISH, "%+.4f", it.backTest().gain())));
        }
        notes.add(it.longest() == 0 ? "The tail is unobserved: nobody was called." : it.drawn() == 0 ? "The tail is unobserved beyond %d: nobody was called more often in vain, and nobody was drawn to be tried on.".formatted(it.longest())
                : "%s drawn to be tried on although the advice was to stop; %s reached since. Only they show what the tail holds.".formatted(Say.count(it.drawn(), "person was", "people were"), Say.count(it.drawnReached(), "was", "were")));
        return notes;
    }

    private static Money money(Economics it, @Nullable String fault) {
        var first = FieldView.of("meetingValue", it.meetingValue().stripTrailingZeros().toPlainString());
        return new Money(fault == null ? first : first.wrong(fault), FieldView.of("currency", it.currency()), FieldView.of("hourCost", it.hourCost().stripTrailingZeros().toPlainString()), FieldView.of("meetingsPerHundred", String.format(Locale.ROOT, "%.0f", 100 * it.meetingsPerConnect())),
                FieldView.of("minutesPerCall", String.valueOf(it.minutesPerCall())), FieldView.of("auditPercent", String.valueOf(it.auditPercent())));
    }

    private static String share(double value) {
        return ChancePlot.percent(value);
    }

    @Override
    public String template() {
        return "prospecting/persistence/show";
    }
}
