package rapport.kernel;

/**
 * The interval of a share, good for few observations too.
 *
 * <p>Source: Wilson 1927. Example: 51 of 188 at 80 % is 0.23 to 0.31.
 *
 * @param low 0 to 1
 * @param high 0 to 1
 */
public record Wilson(double low, double high) {

    private static final double Z_80 = 1.2815515655446004; // two-sided 80 %

    /** @param hits 0 to n @param n at least 1 */
    public static Wilson of80(long hits, long n) {
        if (n < 1 || hits < 0 || hits > n) {
            throw new IllegalArgumentException("%d of %d is no share".formatted(hits, n));
        }
        var share = (double) hits / n;
        var z = Z_80 * Z_80;
        var middle = (share + z / (2 * n)) / (1 + z / n);
        var half = Z_80 / (1 + z / n) * Math.sqrt(share * (1 - share) / n + z / (4.0 * n * n));
        return new Wilson(Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
