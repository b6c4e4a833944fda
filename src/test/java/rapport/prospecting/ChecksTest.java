package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rapport.support.Check;

/** docs/prospecting-checks.md is made of what tests say they check; a promise nobody checks is seen. */
class ChecksTest {

    private static final Path PAGE = Path.of("docs/prospecting-checks.md");
    private static final Path CLASSES = Path.of("target/test-classes");

    private static final List<String> PROMISES = List.of("Nothing is sent twice, nothing is lost, whatever dies when", "Two nodes share the work and send no twins", "Plays of nine kinds of steps, in versions", "Whoever is in a play has something next, or a reason",
            "Answers are recognised without their quoting anything", "Absences are understood, with the day they end", "Reports and complaints are read by their standards", "One click stops all mail, under the signature", "What a domain is missing is said with the record to publish",
            "The law is asked, and named", "Nobody is called in the middle of their night", "Whoever is erased is not brought back", "One tally for every way and everybody", "The chance of the next attempt, honestly", "Advice to go on, around or to stop, and somebody who knows better",
            "Some are tried on although it does not pay, to see", "Ways around, and which of them lead to people", "A company is not overrun", "A card that names an hour makes the call", "Faxes, each once, with a way out on page one", "Letters behind windows, the same when printed again",
            "Gifts within limits, ordered once", "A key for each call, and dialling by a click", "Time set aside is defended", "Eight in ten of use to them; absences let plays rest");

    private record Bench(String command, String figure) {}

    private static final Map<Integer, Bench> BENCHES = Map.of(1, new Bench("./rapport bench crash mail", "50 kills within 20,000 mails: 0 twice, 0 lost, 8 uncertain at the last start, all settled 20.3 s after it"),
            2, new Bench("./rapport bench crash nodes", "10,000 mails: 3,108 and 2,943 by each node while both lived, 0 twice, all settled 20.9 s after the restart"));

    @Test
    void thePageSaysWhatIsChecked() throws IOException {
        var made = page();
        if (!made.equals(Files.readString(PAGE))) {
            Files.writeString(Path.of("target/prospecting-checks.md"), made);
        }
        assertThat(Files.readString(PAGE)).as("copy target/prospecting-checks.md to docs").isEqualTo(made);
    }

    @Test
    void everyPromiseIsChecked() throws IOException {
        assertThat(checks().keySet()).hasSize(PROMISES.size());
    }

    private static String page() throws IOException {
        var page = new StringBuilder("# What prospecting promises, and what checks it\n\nMade by `ChecksTest` from the tests themselves. Figures were measured on two cores; the benches measure them anew.\n\n| | Promise | Checked by | Figure |\n|---|---|---|---|\n");
        checks().forEach((number, rows) -> rows.forEach(row -> page.append("| %d | %s | `%s` | %s |\n".formatted(number, PROMISES.get(number - 1), row[0], row[1]))));
        return page.toString();
    }

    private static Map<Integer, List<String[]>> checks() throws IOException {
        var all = new TreeMap<Integer, List<String[]>>();
        BENCHES.forEach((number, it) -> add(all, number, it.command, it.figure));
        try (var files = Files.walk(CLASSES)) {
            for (var file : files.filter(it -> it.toString().matches(".*Tests?\\.class")).sorted().toList()) {
                var name = CLASSES.relativize(file).toString().replace(".class", "").replace('/', '.');
                for (var method : methods(name)) {
                    for (var check : method.getAnnotationsByType(Check.class)) {
                        add(all, check.value(), "%s.%s".formatted(name.substring(name.lastIndexOf('.') + 1), method.getName()), check.figure());
                    }
                }
            }
        }
        return all;
    }

    private static void add(Map<Integer, List<String[]>> all, int number, String by, String figure) {
        all.merge(number, List.<String[]>of(new String[] {by, figure}), (one, other) -> java.util.stream.Stream.concat(one.stream(), other.stream()).toList());
    }

    private static List<java.lang.reflect.Method> methods(String name) {
        try {
            return Arrays.stream(Class.forName(name, false, ChecksTest.class.getClassLoader()).getDeclaredMethods()).sorted(java.util.Comparator.comparing(java.lang.reflect.Method::getName)).toList();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
