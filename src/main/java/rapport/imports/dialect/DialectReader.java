package rapport.imports.dialect;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import rapport.imports.dialect.Dialect.Known;

/** Reads the text of a dialect; see {@code docs/importing.md} for how it is written. */
final class DialectReader {

    private static final Pattern SHEET = Pattern.compile("(.+)\\((\\w+)\\)");
    private static final Pattern STAGE = Pattern.compile("(.+?)\\s+(\\d+)");

    private final String file;
    private String name = "";
    private int order = 100;
    private final List<Known> stages = new ArrayList<>();
    private final List<Sheet> sheets = new ArrayList<>();

    private String title = "";
    private Target target = Target.CONTACT;
    private List<Set<String>> knownBy = new ArrayList<>();
    private List<List<String>> keyedBy = new ArrayList<>();
    private Map<String, BigDecimal> times = new LinkedHashMap<>();
    private List<String> nearly = List.of();
    private Map<String, String> always = new LinkedHashMap<>();
    private List<Column> columns = new ArrayList<>();

    DialectReader(String file) {
        this.file = file;
    }

    Dialect read(List<String> lines) {
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i).replaceAll("(^|\\s)#.*", "").strip();
            if (!line.isEmpty()) {
                read(line, i + 1);
            }
        }
        endSheet();
        return new Dialect(name, order, List.copyOf(stages), List.copyOf(sheets));
    }

    private void read(String line, int number) {
        var arrow = line.lastIndexOf("->");
        if (arrow > 0) {
            columns.add(Column.of(List.of(line.substring(0, arrow).split("\\|")), line.substring(arrow + 2)));
            return;
        }
        var colon = line.indexOf(':');
        var space = line.indexOf(' ');
        var word = line.startsWith("dialect") ? "dialect" : colon < 0 ? "" : line.substring(0, colon).strip();
        var rest = line.substring(line.startsWith("dialect") ? Math.max(space, 0) : colon + 1).replaceFirst("^:", "").strip();
        switch (word) {
            case "dialect" -> name = rest;
            case "order" -> order = Integer.parseInt(rest);
            case "stages" -> Arrays.stream(rest.split(",")).map(String::strip).map(STAGE::matcher).filter(java.util.regex.Matcher::matches)
                    .forEach(it -> stages.add(new Known(it.group(1), Integer.parseInt(it.group(2)))));
            case "sheet" -> beginSheet(rest, number);
            case "known by" -> knownBy.add(Arrays.stream(rest.split(",")).map(Headers::normal).collect(Collectors.toUnmodifiableSet()));
            case "key from" -> keyedBy.add(Arrays.stream(rest.split(",")).map(String::strip).toList());
            case "nearly" -> nearly = Arrays.stream(rest.split(",")).map(String::strip).toList();
            case "times" -> {
                var pair = rest.split("=", 2);
                times.put(pair[0].strip(), new BigDecimal(pair[1].strip()));
            }
            case "always" -> {
                var pair = rest.split("=", 2);
                always.put(pair[0].strip(), pair[1].strip());
            }
            default -> throw new IllegalStateException("%s, line %d says nothing known: %s".formatted(file, number, line));
        }
    }

    private void beginSheet(String words, int number) {
        endSheet();
        var matcher = SHEET.matcher(words);
        if (!matcher.matches()) {
            throw new IllegalStateException("%s, line %d: a sheet is written “Accounts (account)”".formatted(file, number));
        }
        title = matcher.group(1).strip();
        target = Target.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
    }

    private void endSheet() {
        if (!title.isEmpty()) {
            sheets.add(new Sheet(name, title, target, List.copyOf(knownBy), List.copyOf(keyedBy), Map.copyOf(always), Map.copyOf(times), nearly, List.copyOf(columns)));
        }
        title = "";
        knownBy = new ArrayList<>();
        keyedBy = new ArrayList<>();
        times = new LinkedHashMap<>();
        nearly = List.of();
        always = new LinkedHashMap<>();
        columns = new ArrayList<>();
    }
}
