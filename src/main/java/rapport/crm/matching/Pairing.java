package rapport.crm.matching;

/** How many partners a record may have in the other set. */
public enum Pairing {
    /** Every match above the threshold. */
    ANY,
    /** At most one, the best: for two sets that have no duplicates of their own. */
    ONE_TO_ONE
}
