package rapport.imports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One system's export: which files it has, by their headers, and what they say. */
interface Profile {

    /** @param kind what is in it, for people: "Accounts" @param columns all of them, as the header writes them */
    record Shape(String kind, List<String> columns) {

        boolean fits(List<String> header) {
            return normal(header).containsAll(normal(columns));
        }

        private static Set<String> normal(List<String> names) {
            return names.stream().map(it -> it.strip().toLowerCase(java.util.Locale.ROOT)).collect(Collectors.toSet());
        }
    }

    /** The system's name, kept as the source of every record. */
    String name();

    List<Shape> shapes();

    /** @param tables by kind; not all need be there @param products this source has brought before, for names that nearly are theirs */
    Plan plan(Map<String, SourceTable> tables, Set<String> products, NearMisses nearMisses, List<Problem> problems);

    default Optional<Shape> shapeOf(List<String> header) {
        return shapes().stream().filter(it -> it.fits(header)).findFirst();
    }
}
