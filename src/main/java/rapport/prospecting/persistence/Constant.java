package rapport.prospecting.persistence;

/**
 * The plain geometric model: every attempt on everybody has the same chance. What the other model has to beat.
 *
 * @param chance of an attempt, 0 to 1
 */
public record Constant(double chance) {

    /** The most likely one. */
    public static Constant of(Spells data) {
        return new Constant((data.events() + 0.5) / (data.attempts() + 1));
    }

    /** As {@link Stubbornness#foretells}. */
    public double foretells(Spells data) {
        var failures = data.attempts() - data.events();
        return data.events() * Math.log(chance) + failures * Math.log1p(-chance);
    }
}
