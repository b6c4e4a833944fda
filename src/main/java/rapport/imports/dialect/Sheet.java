package rapport.imports.dialect;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One file of an export: how it is recognised, and what its columns mean.
 *
 * @param knownBy headers which all are there; each set is an edition in another language
 * @param keyedBy targets which together tell rows apart where no column is a key; of several such sets the first that says something counts
 * @param always values no column says
 * @param times what amounts are multiplied by, for files that give thousands or millions
 * @param nearly targets whose words may be one letter off a known one
 */
public record Sheet(String dialect, String title, Target target, List<Set<String>> knownBy, List<List<String>> keyedBy, Map<String, String> always, Map<String, BigDecimal> times, List<String> nearly,
        List<Column> columns) {

    public Optional<BigDecimal> times(String target) {
        return Optional.ofNullable(times.get(target));
    }

    /** The same with columns as somebody has matched them. */
    public Sheet with(List<Column> columns) {
        return new Sheet(dialect, title, target, knownBy, keyedBy, always, times, nearly, columns);
    }

    /** How many of the headers that tell it apart are there; 0 when one is missing. */
    int fits(Set<String> headers) {
        return knownBy.stream().filter(headers::containsAll).mapToInt(Set::size).max().orElse(0);
    }

    /** How many columns of a file mean something here. */
    public long understood(Set<String> headers) {
        return columns.stream().flatMap(it -> it.headers().stream()).distinct().filter(headers::contains).count();
    }
}
