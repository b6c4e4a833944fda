package rapport.imports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import rapport.imports.dialect.Column;
import rapport.imports.dialect.Dialect;
import rapport.imports.dialect.Headers;
import rapport.imports.dialect.Sheet;
import rapport.imports.dialect.Target;

/**
 * What the columns of an unknown spreadsheet mean: guessed from headers in several languages, also from misspelt ones, or said by
 * somebody.
 *
 * @param columns the target of each header; those left out are not in it
 */
public record Matching(Target target, Map<String, String> columns) {

    /** The kind most of whose words are among the headers; of two alike the one the vocabulary names first. */
    static Matching guess(List<String> header, Dialect vocabulary) {
        var best = new Matching(vocabulary.sheets().getFirst().target(), Map.of());
        for (var sheet : vocabulary.sheets()) {
            var columns = guess(header, sheet);
            var matching = new Matching(sheet.target(), columns);
            if (matching.isUsable() && columns.size() > best.columns.size()) {
                best = matching;
            }
        }
        return best;
    }

    /** Exact words first, so that a misspelt one never takes their place. */
    static Map<String, String> guess(List<String> header, Sheet sheet) {
        var columns = new LinkedHashMap<String, String>();
        var taken = new HashSet<String>();
        for (var exact : List.of(true, false)) {
            for (var each : header) {
                var normal = Headers.normal(each);
                if (normal.isEmpty() || columns.containsKey(each)) {
                    continue;
                }
                sheet.columns().stream().filter(it -> !taken.contains(words(it))).filter(it -> exact ? it.headers().contains(normal) : it.headers().stream().anyMatch(known -> nearly(known, normal))).findFirst()
                        .ifPresent(it -> {
                            columns.put(each, words(it));
                            taken.add(words(it));
                        });
            }
        }
        return columns;
    }

    private static boolean nearly(String known, String written) {
        return known.length() >= 4 && written.length() >= 4 && known.charAt(0) == written.charAt(0) && NearMisses.distance(known, written) <= 1;
    }

    /** A column's meaning as the vocabulary writes it: {@code account by name}. */
    static String words(Column it) {
        return it.by().isEmpty() ? it.target() : "%s by %s".formatted(it.target(), it.by());
    }

    /** Whether rows read like this are something. */
    public boolean isUsable() {
        var targets = columns.values();
        return switch (target) {
            case CONTACT -> targets.stream().anyMatch(List.of("full_name", "first_name", "last_name", "email")::contains);
            case LEAD -> targets.stream().anyMatch(List.of("full_name", "first_name", "last_name", "email", "company")::contains);
            case ACCOUNT, PRODUCT -> targets.contains("name");
            case OPPORTUNITY -> targets.contains("name") || targets.contains("account by name");
            case ACTIVITY -> (targets.contains("name") || targets.contains("description")) && targets.stream().anyMatch(List.of("happens_at", "day", "due_on", "sort")::contains);
            default -> false;
        };
    }

    Sheet sheet(Dialect vocabulary) {
        var sheet = vocabulary.sheets().stream().filter(it -> it.target() == target).findFirst().orElseThrow();
        var all = new ArrayList<Column>();
        columns.forEach((header, words) -> {
            var split = words.split(" by ", 2);
            all.add(new Column(List.of(Headers.normal(header)), split[0], split.length == 1 ? "" : split[1]));
        });
        return sheet.with(all);
    }

    /** What a column of the kind may be said to mean, as the vocabulary writes it. */
    static List<String> meanings(Target target, Dialect vocabulary) {
        return vocabulary.sheets().stream().filter(it -> it.target() == target).flatMap(it -> it.columns().stream()).map(Matching::words).distinct().toList();
    }

    static Optional<Target> target(String word) {
        return java.util.stream.Stream.of(Target.values()).filter(it -> it.name().equals(word) && it.kind().isPresent()).findFirst();
    }

    /** By which a table is known again: all its headers, in their order. */
    static String digest(List<String> header) {
        try {
            var text = header.stream().map(Headers::normal).collect(Collectors.joining("\n"));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
