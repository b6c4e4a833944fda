package rapport.imports.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;
import org.jspecify.annotations.Nullable;

/** What words in cells mean, whatever language they are in: won and lost, roles, kinds of activity, yes and no. */
public final class Words {

    private static final Map<String, Map<String, String>> LISTS = read();

    private Words() {}

    /** The meaning of a whole cell. */
    public static Optional<String> of(String list, @Nullable String word) {
        return word == null ? Optional.empty() : Optional.ofNullable(LISTS.getOrDefault(list, Map.of()).get(Headers.normal(word)));
    }

    /** The meaning of the first word of the list that a cell contains. */
    public static Optional<String> in(String list, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        var normal = Headers.normal(text);
        return LISTS.getOrDefault(list, Map.of()).entrySet().stream().filter(it -> normal.contains(it.getKey())).map(Map.Entry::getValue).findFirst();
    }

    /** All words of a list, in normal form. */
    public static Set<String> all(String list) {
        return LISTS.getOrDefault(list, Map.of()).keySet();
    }

    private static Map<String, Map<String, String>> read() {
        var lists = new HashMap<String, Map<String, String>>();
        Map<String, String> list = new LinkedHashMap<>();
        try {
            for (var written : new ClassPathResource("rapport/imports/words.txt").getContentAsString(StandardCharsets.UTF_8).lines().toList()) {
                var line = written.replaceAll("(^|\\s)#.*", "").strip();
                if (line.startsWith("[")) {
                    list = lists.computeIfAbsent(line.substring(1, line.indexOf(']')), _ -> new LinkedHashMap<>());
                } else if (line.lastIndexOf('=') > 0) {
                    var meaning = line.substring(line.lastIndexOf('=') + 1).strip();
                    for (var word : line.substring(0, line.lastIndexOf('=')).split("\\|")) {
                        list.put(Headers.normal(word), meaning);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lists;
    }
}
