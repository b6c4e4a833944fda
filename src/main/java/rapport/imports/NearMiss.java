package rapport.imports;

/**
 * A word that nearly is another one.
 *
 * @param field what kind of word: product, sector
 * @param records how many say it
 * @param reason how the two differ
 * @param same whether it is treated as the same
 */
public record NearMiss(String field, String written, String meant, long records, String reason, boolean same) {}
