package rapport.prospecting.web;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Viewer;
import rapport.prospecting.law.Rule;
import rapport.prospecting.law.Rules;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.Notice;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Tone;

/** The rules by which customers are reached. @param notice who stands for them, or that nobody does */
public record LawPage(PageHead head, Notice notice, Table table) implements Part {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    static LawPage of(List<Rule> rules, Rules.Confirmed confirmed, @Nullable String by, Viewer viewer) {
        var look = rules.stream().filter(it -> it.checked().equals("look")).count();
        var notice = confirmed.at() == null || by == null
                ? new Notice(Tone.WARN, "alert-triangle", "Nobody stands for these rules yet.", "Until somebody has read and confirmed them, no play sends anything by itself. %d of them are to be looked up first.".formatted(look), null)
                : new Notice(Tone.GOOD, "shield-check", "%s stands for them, since %s.".formatted(by, DAY.format(confirmed.at().atZone(viewer.zone()))), "Whoever changes one of them has to confirm them anew.", null);
        return new LawPage(PageHead.of("The law, as data", "By these rules it is decided who may be reached, on which channel, and when. They are no legal advice.", Action.primary("I have read them", "/settings/law/confirmation").with("shield-check").posting()).under("Settings", "/settings"), notice,
                new Table("Rules", List.of(Column.of("Where"), Column.of("Channel"), Column.of("Rule"), Column.of("Written in"), Column.of("Since"), Column.of("Looked up")), rules.stream().map(LawPage::row).toList(), null, null));
    }

    private static Table.Row row(Rule it) {
        return Table.Row.of(Cell.text(it.place().equals("*") ? "everywhere" : it.place()), Cell.text(channel(it.channel())), new Cell.Link(it.words(), "/settings/law/" + it.id(), it.params()), Cell.text(it.citation()), Cell.text(DAY.format(it.effective())),
                new Cell.Pill(switch (it.checked()) {
                    case "yes" -> Badge.of("looked up", Tone.GOOD);
                    case "house" -> Badge.of("house rule", Tone.NORMAL);
                    case "own" -> Badge.of("your own", Tone.ACCENT);
                    default -> Badge.of("look it up", Tone.WARN);
                }));
    }

    static String channel(String it) {
        return it.equals("ALL") ? "every" : rapport.prospecting.Channel.valueOf(it).word();
    }

    @Override
    public String template() {
        return "prospecting/law/index";
    }
}
