package rapport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import rapport.crm.Pipelines;
import rapport.crm.record.Fields;
import rapport.imports.Import.State;
import rapport.imports.Imports.Terms;
import rapport.imports.Imports.Upload;
import rapport.imports.dialect.Dialects;
import rapport.imports.reading.TableFile;
import rapport.imports.reading.Unreadable;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.support.Everything;
import rapport.support.Team;
import rapport.support.WholeTest;

/** Whatever happened to a file, it is read or refused with a sentence that says where, and never half of it is kept. */
@WholeTest
class BrokenFileTests {

    private static final int MUTANTS = 5_000;
    private static final int WHOLE_IMPORTS = 60;

    @Autowired Imports imports;
    @Autowired Dialects dialects;
    @Autowired Fields fields;
    @Autowired Pipelines pipelines;
    @Autowired Everything everything;
    @Autowired Team team;
    @TempDir Path folder;

    Viewer owner;

    @BeforeEach
    void anOwner() {
        owner = team.hire("Olivia Owner", Role.OWNER).viewer();
        pipelines.all(owner);
    }

    @Test
    void everyRowOfAMutantIsReadOrRefusedInASentence() throws IOException {
        var random = new Random(20260302);
        var good = List.copyOf(goodFiles().entrySet());
        var counts = new TreeMap<String, Integer>();
        for (var i = 0; i < MUTANTS; i++) {
            var file = good.get(i % good.size());
            var mutant = Mutant.of(file.getValue(), random);
            var path = Files.write(folder.resolve("mutant"), mutant);
            try {
                counts.merge(drafts(file.getKey(), path), 1, Integer::sum);
            } catch (RuntimeException e) {
                throw new AssertionError("Mutant %d of %s: %s".formatted(i, file.getKey(), new String(mutant, StandardCharsets.ISO_8859_1).substring(0, Math.min(3_000, mutant.length))), e);
            }
        }
        System.out.println("Mutants by what became of them: " + counts);
        assertThat(counts).as("mutants of every fate").containsKeys("read", "rows left out", "refused whole");
    }

    /** What every row says, without a database. */
    private String drafts(String name, Path path) {
        try {
            var table = TableFile.open(path);
            var spoken = dialects.recognise(table.header());
            var vocabulary = dialects.spreadsheet();
            var guess = Matching.guess(table.header(), vocabulary);
            if (spoken.isEmpty() && !guess.isUsable()) {
                return "no export";
            }
            var sheet = spoken.map(Dialects.Recognised::sheet).orElseGet(() -> guess.sheet(vocabulary));
            var bound = new Bound(0, name, table, spoken.map(Dialects.Recognised::dialect).orElse(vocabulary), sheet, sheet.target().kind().map(fields::of).orElse(null));
            var problems = new ArrayList<Problem>();
            if (!new Survey(problems).read(bound)) {
                assertThat(problems).allMatch(it -> it.sentence().endsWith("."));
                return "refused whole";
            }
            Survey.settle(List.of(bound), Map.of());
            return rows(bound, table);
        } catch (Unreadable e) {
            assertThat(e.sentence()).isNotBlank().endsWith(".");
            return "refused whole";
        }
    }

    private static String rows(Bound bound, TableFile table) throws Unreadable {
        var problems = new Problems();
        var drafting = new Drafting(bound, ZoneOffset.UTC, new Nearly(Map.of()), problems);
        table.read(new TableFile.Rows() {
            private long last;

            @Override
            public void row(long line, List<String> values) {
                assertThat(line).as("lines count on").isGreaterThan(last);
                assertThat(values).hasSize(table.header().size());
                last = line;
                drafting.draft(line, values);
            }

            @Override
            public void fault(long line, List<String> values, String sentence) {
                problems.row(bound, line, values, sentence);
            }
        });
        assertThat(problems.told()).allMatch(it -> it.line() != null && it.line() > 0 && !it.sentence().isBlank() && it.sentence().length() < 1_000);
        return problems.rows.isEmpty() ? "read" : "rows left out";
    }

    /** Through to the database: what is refused changes nothing, what came in goes out again without a trace. */
    @Test
    void aMutantComesInWholeOrNotAtAll() {
        var random = new Random(20260303);
        var before = everything.dump();
        var folders = Stream.of("salesforce-api", "hubspot", "pipedrive", "dynamics", "zoho", "vcards", "plain").map(it -> exports().filter(file -> file.getParent().endsWith(it)).toList()).toList();
        var done = 0;
        for (var i = 0; i < WHOLE_IMPORTS; i++) {
            var files = folders.get(i % folders.size());
            var struck = random.nextInt(files.size());
            var uploads = new ArrayList<Upload>();
            for (var file = 0; file < files.size(); file++) {
                uploads.add(upload(files.get(file).getFileName().toString(), file == struck ? Mutant.of(read(files.get(file)), random) : read(files.get(file))));
            }
            var became = imports.runAtOnce(uploads, new Terms(true, i % 2 == 0), owner);
            assertThat(became.problems()).allMatch(it -> !it.file().isBlank() && !it.sentence().isBlank());
            if (became.state() == State.DONE) {
                done++;
                assertThat(imports.undo(became.id(), owner).leftAlone()).as("%d", i).isEmpty();
            } else {
                assertThat(became.state()).isEqualTo(State.REFUSED);
                assertThat(became.problems()).as("%d says why", i).isNotEmpty();
            }
            assertThat(everything.dump()).as("after mutant %d of %s", i, files).isEqualTo(before);
        }
        assertThat(done).as("some mutants are good enough").isBetween(1, WHOLE_IMPORTS - 1);
    }

    @Test
    void cardsAndCalendarsOfManyProgramsAreReadOrRefused() {
        var samples = Path.of("../shared/data/vcard-ical-samples");
        Assumptions.assumeTrue(Files.isDirectory(samples), "the samples are not beside this checkout");
        var before = everything.dump();
        try (var all = Files.walk(samples)) {
            for (var file : all.filter(it -> it.toString().matches(".*\\.(vcf|ics)")).sorted().toList()) {
                var became = imports.rehearseAtOnce(List.of(upload(file.getFileName().toString(), read(file))), new Terms(true, true), owner);
                assertThat(became.problems()).as("%s", file).allMatch(it -> it.sentence().endsWith("."));
                if (file.toString().endsWith(".ics")) {
                    assertThat(became.state()).as("%s", file).isEqualTo(State.REFUSED);
                    assertThat(became.problems()).as("%s", file).isNotEmpty();
                } else if (became.state() == State.REHEARSED) {
                    assertThat(became.records() + became.leftOut()).as("%s: %s", file, became.problems()).isPositive();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(everything.dump()).isEqualTo(before);
    }

    /** Each fixture as it is, and each table as a workbook too. */
    private static Map<String, byte[]> goodFiles() {
        var files = new TreeMap<String, byte[]>();
        exports().forEach(it -> files.put(it.getParent().getFileName() + "/" + it.getFileName(), read(it)));
        exports().filter(it -> it.toString().endsWith(".csv")).limit(6).forEach(it -> files.put(it.getFileName() + ".xlsx", workbook(it)));
        return files;
    }

    private static Stream<Path> exports() {
        try (var all = Files.walk(DialectTests.EXPORTS)) {
            return all.filter(it -> it.toString().matches(".*\\.(csv|vcf)")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] workbook(Path csv) {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "Rapport", "1.0"); var rows = CsvReader.builder().ofCsvRecord(new String(read(csv), StandardCharsets.ISO_8859_1))) {
            var sheet = workbook.newWorksheet("Export");
            var row = 0;
            for (var it : rows) {
                for (var column = 0; column < it.getFieldCount(); column++) {
                    sheet.value(row, column, it.getField(column));
                }
                row++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Upload upload(String name, byte[] content) {
        return new Upload(name, new ByteArrayInputStream(content));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
