package rapport.web;

import java.util.List;
import java.util.UUID;
import rapport.kernel.PersonId;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Row;

/** Samples of every component, once by day and once by night. */
public record StyleguidePage(List<Guide> guides) implements Part {

    /** @param scheme "light" or "dark", which is also what makes ids on the page differ */
    public record Guide(
            String scheme, PageHead head, List<Stat> stats, List<Badge> badges, List<Who> people, FieldView plain, FieldView wrong, FieldView amount,
            FieldView currency, FieldView day, FieldView written, FieldView choice, FieldView segment, List<Option> options, List<Option> words,
            List<Option> currencies, Table table, Table nothing, List<Entry> story, List<Notice> notices, Flash flash, Progress progress,
            Dialog dialog, How how, EmptyState empty, Plot plot, Shares shares) {}

    static final List<String> COLOURS = List.of("paper", "surface", "rail", "sunken", "line", "edge", "ink-quiet", "ink", "accent", "accent-wash",
            "warn-mark", "warn-wash", "late-mark", "late-wash", "good-mark", "good-wash");

    static StyleguidePage sample() {
        return new StyleguidePage(List.of(guide("light"), guide("dark")));
    }

    public List<String> colours() {
        return COLOURS;
    }

    private static Guide guide(String scheme) {
        var how = new How("won-" + scheme, "Won in 90 days: 27\u202f%",
                "Of 188 opportunities that entered Engaging between 1 June and 26 August, 51 were won within 90 days. Open ones younger than 90 days are left out.",
                "51 / 188; Wilson, 80\u202f%: 23–31\u202f%", "Wilson 1927.", "/opportunities?stage=won");
        return new Guide(scheme,
                PageHead.of("Blueprint, version 3", "One sentence that says what matters here.", Action.second("Second", "#"), Action.primary("Sign", "#")).under("Coaching", "#"),
                List.of(new Stat("Won in 90 days", "27\u202f%", "80\u202f% interval 23–31\u202f%, n = 188", null, how), Stat.notYet("Skill: confirms what was heard", "2 of 6 observations")),
                List.of(Badge.of("Engaging"), new Badge("Protected", Tone.ACCENT, "shield-check"), Badge.of("Counts", Tone.GOOD), Badge.of("22\u00a0d", Tone.WARN), Badge.of("33\u00a0d", Tone.LATE), Badge.of("Trust", Tone.OUTLINE)),
                List.of(who(1, "Maya Lindqvist"), who(2, "Ben Okafor"), who(3, "Elif Yıldız"), who(4, "Finn Aalto")),
                FieldView.of("account-" + scheme, "Brightwater Foods"),
                FieldView.of("cue-" + scheme, "I try to ask more").wrong("Name something you will notice, such as “the buyer names a maximum”."),
                FieldView.of("amount-" + scheme, "84,000"), FieldView.of("currency-" + scheme, "EUR"), FieldView.of("day-" + scheme, "2026-11-25"),
                FieldView.of("written-" + scheme, "Who owns the pain when a batch is held?"),
                FieldView.of("brief-" + scheme, "kestrel"), FieldView.of("kept-" + scheme, "kept"),
                List.of(new Option("brightwater", "Brightwater Foods", "Flow 900 · €84,000"), new Option("kestrel", "Kestrel Bio", "Assay Cloud · €31,500")),
                List.of(Option.of("kept", "Kept"), Option.of("partly", "Partly"), Option.of("missed", "Missed")),
                List.of(Option.of("EUR", "EUR"), Option.of("USD", "USD")),
                table(), new Table("No sessions", List.of(Column.of("Rep")), List.of(), empty(), null),
                List.of(Entry.of("coin-euro", "Ben named €84,000", "13:58", "His walk-away had been sealed four days before."),
                        new Entry("message-2", "They named a maximum", "Thu", null, "That is what the old meters cost us, plus a bit.", true)),
                List.of(new Notice(Tone.NORMAL, "lock", "Only you can read this", "until Maya has submitted hers.", null),
                        new Notice(Tone.WARN, "clock", "Preparation closes in 54 minutes.", "After that the session cannot count.", null),
                        new Notice(Tone.LATE, "alert-triangle", "The mailbox refused our sign-in at 09:12.", "14 messages wait; none was lost.", Action.quiet("Sign in again", "#")),
                        new Notice(Tone.GOOD, "check", "This counted.", "All nine checks passed.", null)),
                new Flash("Moved to Thursday, 14:00. Finn has been told.", "/today"),
                new Progress("Opportunities: 6,210 of 8,800", "2,950 rows/s", 6210, 8800),
                new Dialog("end-" + scheme, "End the agreement with Hugo?", "Five planned sessions disappear from both calendars. The verdicts so far stay.", "Keep it", Action.late("End agreement", "#")),
                how, empty(),
                new Plot("reached-" + scheme, "Who was reached?", "Clara reaches one in three; ask her how she opens.", "reached", List.of("Clara", "Elif", "Hugo"), List.of("34", "29", "21")),
                Shares.of("Where protected time went", "4\u00a0h\u00a015 of 24\u00a0h", "More than half was moved by coaches, mostly on Monday mornings.",
                        List.of(new Shares.Size("Coaches 2\u00a0h\u00a015", 135), new Shares.Size("Reps 1\u00a0h\u00a015", 75), new Shares.Size("Customers 45\u00a0min", 45))));
    }

    private static Who who(long id, String name) {
        return Who.of(new PersonId(new UUID(0, id)), name);
    }

    private static EmptyState empty() {
        return new EmptyState("No session is booked yet",
                "Coaching starts with a date both know. Choose who, how often and how long; Rapport finds and protects the slots.", Action.primary("Start a programme", "#"));
    }

    private static Table table() {
        return new Table("Adherence", List.of(Column.of("Rep"), Column.number("Counted").sortedBy("#", "descending"), Column.of("Since"), Column.of("Value"), Column.of("Stage")),
                List.of(Row.of(new Cell.Link("Dario Conti", "#", "every 2 weeks"), new Cell.Number("4", "/ 4"), new Cell.Wait("12\u00a0d", Tone.NORMAL, 34, 61, 81, null, "12 days since the last that counted"), new Cell.Unknown(false), Cell.text("Engaging")),
                        new Row(List.of(new Cell.Person(who(2, "Ben Okafor"), "#", null), new Cell.Number("2", "/ 4"), new Cell.Wait("22\u00a0d", Tone.WARN, 64, 61, 81, "red in 6\u00a0d", "22 days since the last that counted"), new Cell.None(false), Cell.text("Won")), true, null),
                        Row.of(new Cell.Text("Grace Mensah", null), new Cell.Number("1", "/ 4"), new Cell.Wait("33\u00a0d", Tone.LATE, 96, 61, 81, "5\u00a0d past red", "33 days since the last that counted"), Cell.text("€24,000"), new Cell.Acts(List.of(Action.second("Book", "#"))))),
                new EmptyState("", "", null), new Table.Foot("1–3 of 8", "sum of the 3 shown 7 / 12", null, "#", "Next 3"));
    }

    @Override
    public String template() {
        return "web/styleguide/show";
    }
}
