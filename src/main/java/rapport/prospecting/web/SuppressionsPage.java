package rapport.prospecting.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import rapport.kernel.Viewer;
import rapport.prospecting.memory.Suppressions;
import rapport.web.EmptyState;
import rapport.web.FieldView;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;

/** Who is not to be written to any more, as far as anybody can read it. */
public record SuppressionsPage(PageHead head, Table table, FieldView address, FieldView channel, FieldView evidence, List<Option> channels) implements Part {

    private static final List<Option> CHANNELS = List.of(Option.of("ALL", "Every channel"), Option.of("EMAIL", "E-mail"), Option.of("CALL", "Calls"), Option.of("FAX", "Faxes"), Option.of("LETTER", "Letters"), Option.of("GIFT", "Gifts"), Option.of("SOCIAL", "Networks"));

    static SuppressionsPage of(List<Suppressions.Row> rows, Map<String, Long> counts, FieldView address, String channel, String evidence, Viewer viewer, Clock clock) {
        var all = counts.values().stream().mapToLong(Long::longValue).sum();
        return new SuppressionsPage(PageHead.of("No more of that", all == 0 ? "Nobody has asked for no more." : "%s; what is kept is a digest nobody can read.".formatted(Say.count((int) all, "entry", "entries"))).under("Settings", "/settings"),
                new Table("No more of that", List.of(Column.of("Why"), Column.of("Of what"), Column.of("Whom"), Column.of("How it is known"), Column.of("Since")), rows.stream().map(it -> Table.Row.of(Cell.text(reason(it.reason())), Cell.text(LawPage.channel(it.channel())), Cell.text(scope(it.scope())), Cell.text(it.evidence()), Cell.text(Say.moment(it.at(), viewer, clock)))).toList(),
                        new EmptyState("Nobody has asked for no more", "Whoever clicks the link in a mail, answers that they want none, complains, or is erased stands here: as a digest, so that no import brings them back.", null), null),
                address, FieldView.of("channel", channel), FieldView.of("evidence", evidence), CHANNELS);
    }

    private static String reason(String it) {
        return switch (it) {
            case "OPT_OUT" -> "asked for no more";
            case "COMPLAINT" -> "complained";
            case "HARD_BOUNCE" -> "does not exist";
            case "OBJECTION" -> "objected";
            default -> "the law";
        };
    }

    private static String scope(String it) {
        return switch (it) {
            case "PERSON" -> "a person";
            case "DOMAIN" -> "a domain";
            default -> "an address";
        };
    }

    @Override
    public String template() {
        return "prospecting/suppression/index";
    }
}
