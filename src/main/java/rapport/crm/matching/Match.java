package rapport.crm.matching;

import java.util.List;

/**
 * Two records that are probably one.
 *
 * @param left id of one record; within one set the one that was listed earlier
 * @param score 0 to 1, the probability of being the same as far as the weights go
 * @param reasons strongest first, for and against; surroundings (phone, address, employer) count together for at most
 *     10 bits, so that the weights may add up to more than the score says
 */
public record Match(String left, String right, double score, List<Reason> reasons) {

    public Match {
        reasons = List.copyOf(reasons);
    }
}
