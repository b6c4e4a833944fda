package rapport.imports;

import java.util.Map;

/** Words that nearly are known ones, read as decided. @param meant by field and word as written */
record Nearly(Map<String, Map<String, String>> meant) {

    String read(String field, String written) {
        return meant.getOrDefault(field, Map.of()).getOrDefault(written, written);
    }
}
