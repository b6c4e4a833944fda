package rapport.prospecting.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rapport.support.Check;

/** Reports, absences and ordinary mail that real programs have written. */
class RealReportsTests {

    static final Path REAL = Path.of("../shared/data/mail-bounces-autoreplies");
    /** A server's warning that a mail is delayed, which its publisher filed under ordinary mail. */
    static final Set<String> REPORTS_AMONG_THEM = Set.of("raw_email_with_mimepart_without_content_type.eml");

    static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    @BeforeEach
    void theData() {
        assumeTrue(Files.isDirectory(REAL), "Without the real mails there is nothing to sort: " + REAL);
    }

    @Test
    @Check(value = 7, figure = "151 of 157 expected lines")
    void hardAndSoftAreToldApart() throws IOException, MessagingException {
        var expected = new HashMap<String, List<String[]>>();
        for (var line : Files.readAllLines(REAL.resolve("sisimai_expected.tsv")).stream().skip(1).toList()) {
            var cells = line.split("\t", -1);
            expected.computeIfAbsent(cells[0], _ -> new ArrayList<>()).add(cells);
        }
        var confusion = new TreeMap<String, Map<String, Integer>>();
        var wrong = new ArrayList<String>();
        var lines = 0;
        for (var file : expected.entrySet()) {
            var sort = Sorter.sort(Letter.read(Files.readAllBytes(REAL.resolve("sisimai").resolve(file.getKey()))), DAY);
            var hard = sort instanceof Sort.Returned(var fates) ? fates.stream().filter(it -> it.fortune() == Fate.Fortune.HARD).count() : 0;
            var expectedHard = file.getValue().stream().filter(it -> it[4].equals("1")).count();
            var off = Math.abs(hard - expectedHard);
            lines += file.getValue().size();
            confusion.computeIfAbsent(file.getValue().getFirst()[3], _ -> new TreeMap<>()).merge(said(sort), 1, Integer::sum);
            if (off > 0) {
                wrong.add(file.getKey() + " " + String.join(" ", file.getValue().stream().map(it -> it[1] + " " + it[3]).toList()) + " -> " + sort);
            }
        }
        System.out.println(table(confusion));
        wrong.forEach(it -> System.out.println("WRONG " + it.substring(0, Math.min(700, it.length()))));
        assertThat(wrong).hasSizeLessThanOrEqualTo(lines / 20);
    }

    @Test
    @Check(value = 7, figure = "75 ordinary mails: none but one that is a report itself")
    void noOrdinaryMailIsTakenForAReport() throws IOException, MessagingException {
        var confusion = new TreeMap<String, Map<String, Integer>>();
        var wrong = new ArrayList<String>();
        for (var folder : List.of("normal-replies-talon", "normal-ruby-mail", "flanker-bounce", "mimekit-reports", "ruby-mail-reports")) {
            try (var files = Files.list(REAL.resolve(folder))) {
                for (var file : files.sorted().toList()) {
                    var sort = Sorter.sort(Letter.read(Files.readAllBytes(file)), DAY);
                    confusion.computeIfAbsent(folder, _ -> new TreeMap<>()).merge(said(sort), 1, Integer::sum);
                    if (folder.startsWith("normal") ? sort instanceof Sort.Returned && !REPORTS_AMONG_THEM.contains(file.getFileName().toString()) : sort instanceof Sort.Written) {
                        wrong.add(file + " -> " + sort);
                    }
                }
            }
        }
        System.out.println(table(confusion));
        assertThat(wrong).isEmpty();
    }

    private static String said(Sort sort) {
        return sort instanceof Sort.Returned(var fates) ? "DSN " + fates.stream().map(it -> it.fortune().name()).distinct().sorted().toList() : sort.code();
    }

    private static String table(Map<String, Map<String, Integer>> confusion) {
        var lines = new StringBuilder();
        confusion.forEach((expected, found) -> lines.append("%-32s %s%n".formatted(expected, found)));
        return lines.toString();
    }
}
