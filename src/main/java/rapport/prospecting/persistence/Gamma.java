package rapport.prospecting.persistence;

/**
 * The logarithm of the gamma function, and of the beta function that is made of it.
 *
 * <p>Source: Lanczos 1964, with the coefficients of Godfrey (g = 7, n = 9): exact to about 15 digits for arguments above 0.
 */
final class Gamma {

    private static final double[] LANCZOS = {
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7};
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private Gamma() {}

    /** @param x above 0 */
    static double log(double x) {
        if (x < 0.5) {
            return Math.log(Math.PI / Math.sin(Math.PI * x)) - log(1 - x);
        }
        var sum = LANCZOS[0];
        for (var i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x - 1 + i);
        }
        var t = x - 1 + 7.5;
        return HALF_LOG_TWO_PI + (x - 0.5) * Math.log(t) - t + Math.log(sum);
    }

    static double logBeta(double a, double b) {
        return log(a) + log(b) - log(a + b);
    }
}
