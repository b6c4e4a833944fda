package rapport.prospecting.persistence;

import java.math.BigDecimal;

/**
 * What an attempt costs and what a conversation is worth.
 *
 * @param meetingValue of one meeting, 0 or more
 * @param currency ISO 4217
 * @param hourCost of somebody who calls
 * @param meetingsPerConnect 0 to 1
 * @param minutesPerCall with writing it down, 1 to 240
 * @param auditPercent of those of whom it is said to stop who are tried on all the same, 0 to 50
 */
public record Economics(BigDecimal meetingValue, String currency, BigDecimal hourCost, double meetingsPerConnect, int minutesPerCall, int auditPercent) {

    /** What nobody has set yet: a meeting worth 200, an hour at 60, one meeting of five conversations, three minutes a call, one of twenty tried on. */
    public static final Economics UNSET = new Economics(new BigDecimal("200"), "EUR", new BigDecimal("60"), 0.2, 3, 5);

    /** In the currency, of one attempt. */
    public double costOfACall() {
        return hourCost.doubleValue() * minutesPerCall / 60;
    }

    /** In the currency, of reaching somebody. */
    public double valueOfAConnect() {
        return meetingValue.doubleValue() * meetingsPerConnect;
    }

    /** The chance below which a call costs more than it brings; above 1 when no call pays. */
    public double breakEven() {
        return valueOfAConnect() == 0 ? Double.POSITIVE_INFINITY : costOfACall() / valueOfAConnect();
    }
}
