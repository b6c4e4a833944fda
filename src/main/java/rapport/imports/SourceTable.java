package rapport.imports;

import java.util.List;

/**
 * A file as rows of text under one header.
 *
 * @param layout how it was read: "UTF-8, comma"
 */
record SourceTable(String file, List<String> header, List<Line> lines, String layout) {

    /** @param number of its first line in the file, from 1 */
    record Line(long number, List<String> values) {}

    int column(String name) {
        for (var i = 0; i < header.size(); i++) {
            if (header.get(i).strip().equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("%s has no column %s".formatted(file, name));
    }
}
