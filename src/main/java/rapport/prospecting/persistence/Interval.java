package rapport.prospecting.persistence;

/**
 * What the data leave possible: 90 % of it lies between the ends.
 *
 * @param low 5 % lie below @param middle the median @param high 5 % lie above
 */
public record Interval(double low, double middle, double high) {}
