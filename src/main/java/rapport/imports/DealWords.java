package rapport.imports;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rapport.crm.Closing;
import rapport.imports.dialect.Words;

/** What rows say about how a deal stands: open, won or lost, and why. */
final class DealWords {

    private DealWords() {}

    static List<String> columns(Bound file) {
        var columns = new ArrayList<>(List.of("outcome"));
        if (file.speaksOf("why lost")) {
            columns.add("ending");
        }
        if (file.speaksOf("won_on") || file.speaksOf("lost_on")) {
            columns.add("closes_on");
        }
        return columns;
    }

    static void fill(RowCells cells, Bound file, Draft draft) throws Rejected {
        var closing = closing(cells);
        draft.values().put("outcome", closing.map(Enum::name).orElse(null));
        var why = cells.text("why lost");
        if (file.speaksOf("why lost") && closing.filter(it -> it != Closing.WON).isPresent()) {
            draft.values().put("ending", why.orElse(null));
        }
        closed(cells, draft, closing);
        unknownWorth(draft, closing);
    }

    private static Optional<Closing> closing(RowCells cells) {
        var word = outcome(cells);
        if (word.filter("WON"::equals).isPresent()) {
            return Optional.of(Closing.WON);
        }
        if (word.filter("LOST"::equals).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(java.util.stream.Stream.of("why lost", "status", "stage").flatMap(it -> Words.in("why lost", cells.text(it).orElse(null)).stream()).findFirst().map(Closing::valueOf).orElse(Closing.UNSAID));
    }

    /** The status says it first, then the marks, then the name of the stage. */
    private static Optional<String> outcome(RowCells cells) {
        var status = cells.text("status").flatMap(it -> Words.of("outcome", it));
        if (status.isPresent()) {
            return status;
        }
        if (is(cells, "won")) {
            return Optional.of("WON");
        }
        if (is(cells, "lost") || is(cells, "closed")) {
            return Optional.of("LOST");
        }
        return cells.text("stage").flatMap(it -> Words.of("outcome", it));
    }

    private static boolean is(RowCells cells, String target) {
        return cells.text(target).flatMap(it -> Words.of("yes", it)).filter("YES"::equals).isPresent();
    }

    private static void closed(RowCells cells, Draft draft, Optional<Closing> closing) throws Rejected {
        if (closing.isEmpty()) {
            return;
        }
        var day = cells.first(closing.get() == Closing.WON ? "won_on" : "lost_on");
        if (day.isPresent()) {
            draft.values().put("closes_on", Drafting.when(day.get()).day().toString());
        }
    }

    /** A lost deal is often exported with 0: nobody knows what it was worth, and nobody gave a discount of all of it. */
    private static void unknownWorth(Draft draft, Optional<Closing> closing) {
        var amount = draft.values().get("amount");
        if (amount != null && closing.filter(it -> it != Closing.WON).isPresent() && new BigDecimal(amount.toString()).signum() == 0) {
            draft.values().put("amount", null);
            draft.reasons().put("outcome", "Lost with value 0: what it was worth is unknown");
        }
    }
}
