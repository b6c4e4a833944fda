package rapport.prospecting.persistence;

import java.util.Locale;

/**
 * Whether to go on, go around them, or stop. Going on is worth it while the next attempt brings more than it costs; and even then another
 * way may bring more for the same minutes.
 */
public final class Advisor {

    private Advisor() {}

    static Advice unknown(long reached) {
        return new Advice(Advice.Kind.UNKNOWN, "Too few were ever reached to advise anything.", "%d of the %d that are needed were reached.".formatted(reached, Persistence.LEAST_EVENTS), "Every call that is logged.");
    }

    /** @param failures without having reached them */
    public static Advice advise(int failures, Stubbornness told, Economics money) {
        var next = told.next(failures);
        var needed = money.breakEven();
        var because = "The next call reaches them with %s (90 %% interval %s to %s); it pays from %s on: a call costs %s, a conversation is worth %s.".formatted(
                percent(next.middle()), percent(next.low()), percent(next.high()), percent(needed), amount(money.costOfACall(), money), amount(money.valueOfAConnect(), money));
        var dials = told.attempts(failures, Outlook.HORIZON);
        var soon = told.within(failures, Outlook.HORIZON);
        var expected = "%d more calls reach them with %s and cost %.0f dials on average.".formatted(Outlook.HORIZON, percent(soon.middle()), dials.middle());
        if (next.middle() >= needed) {
            return new Advice(Advice.Kind.CONTINUE, "Go on. " + expected, because, "A chance below %s, or a way around them that takes fewer minutes a conversation.".formatted(percent(needed)));
        }
        // Where it is open whether it pays, going on is how one learns; where even the best case does not pay, it is not.
        if (next.high() >= needed) {
            return new Advice(Advice.Kind.GO_AROUND, "Go around them: ask somebody beside them for an introduction. " + expected, because, "More of these calls: the interval still holds a chance that pays.");
        }
        return new Advice(Advice.Kind.STOP, "Stop calling; write once a quarter, or go around them. " + expected, because, "A meeting worth more than %s, or another number of theirs.".formatted(amount(money.costOfACall() / next.high() / Math.max(1e-9, money.meetingsPerConnect()), money)));
    }

    private static String percent(double share) {
        return share > 1 ? "more than 100 %" : String.format(Locale.ENGLISH, share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
    }

    private static String amount(double value, Economics money) {
        return String.format(Locale.ENGLISH, value < 100 ? "%.2f %s" : "%,.0f %s", value, money.currency());
    }
}
