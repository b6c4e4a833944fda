package rapport.imports;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Files that were read through once and understood: what is left is to load them. @param stages what was decided about stage names, by source and name */
record Plan(List<Bound> files, Survey survey, Nearly nearly, Map<String, UUID> stages) {

    long rows() {
        return files.stream().mapToLong(it -> it.rows).sum();
    }

    String source() {
        return String.join(", ", files.stream().map(it -> it.dialect.name()).distinct().toList());
    }
}
