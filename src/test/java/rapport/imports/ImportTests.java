package rapport.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import rapport.audit.Intake.Outcome;
import rapport.imports.Import.State;
import rapport.imports.Imports.Terms;
import rapport.imports.Imports.Upload;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.people.Workforce;
import rapport.crm.Pipelines;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.support.Book;
import rapport.support.Everything;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

@WholeTest
class ImportTests {

    static final Path OURS = Path.of("src/test/resources/exports");
    static final Path REAL = Path.of("../shared/data/maven-crm-opportunities");

    /** Shown by name in a rehearsal and kept by id in the log: compared by record and field alone. */
    static final List<String> REFERENCES = List.of("id", "parent", "manager", "team", "account", "product", "owner", "stage", "pipeline");

    @Autowired Imports imports;
    @Autowired Everything everything;
    @Autowired Records records;
    @Autowired Book book;
    @Autowired Pipelines pipelines;
    @Autowired Workforce workforce;
    @Autowired Team team;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    Viewer owner;

    @BeforeEach
    void anOwner() {
        owner = team.hire("Olivia Owner", Role.OWNER).viewer();
        pipelines.all(owner); // made when first looked at
    }

    @Test
    void fourFilesAreRecognisedTogetherAndTheFifthIsSkippedWithASentence() {
        var rehearsed = imports.rehearseAtOnce(files(OURS), Terms.WHOLE, owner);

        assertThat(rehearsed.state()).as("%s", rehearsed.problems()).isEqualTo(State.REHEARSED);
        assertThat(rehearsed.profile()).isEqualTo("Maven CRM");
        assertThat(rehearsed.files()).filteredOn(it -> it.skipped() != null).extracting(Import.File::name).containsExactly("data_dictionary.csv");
        assertThat(rehearsed.summary()).isEqualTo(Map.of("Accounts", added(3), "Products", added(2), "People", added(5), "Teams", added(4), "Opportunities", added(4)));
        assertThat(rehearsed.nearMisses()).extracting(NearMiss::written, NearMiss::meant, NearMiss::records)
                .containsExactlyInAnyOrder(org.assertj.core.groups.Tuple.tuple("GTXPro", "GTX Pro", 2L), org.assertj.core.groups.Tuple.tuple("technolgy", "technology", 1L));
    }

    @Test
    void aRehearsalChangesNothingAndSaysExactlyWhatTheRunThenWrites() {
        var before = everything.dump();
        var rehearsed = imports.rehearseAtOnce(files(OURS), Terms.WHOLE, owner);
        assertThat(everything.dump()).isEqualTo(before);

        imports.runSoon(rehearsed.id(), owner);
        var done = awaited(rehearsed.id());

        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(said(rehearsed.id())).isNotEmpty().isEqualTo(written(rehearsed.id()));
    }

    @Test
    void whatIsUnknownStaysUnknown() {
        imports.runAtOnce(files(OURS), Terms.WHOLE, owner);

        var lost = opportunity("A2");
        assertThat(lost.text("outcome")).contains("UNSAID");
        assertThat(lost.number("amount")).as("0 for a lost deal").isEmpty();
        assertThat(opportunity("A3").get("account")).isNull();
        assertThat(opportunity("A1").number("amount")).contains(new BigDecimal("4514.00"));
        assertThat(opportunity("A1").text("currency")).contains("USD");
    }

    @Test
    void importingAgainChangesNothing() {
        imports.runAtOnce(files(OURS), Terms.WHOLE, owner);
        var before = everything.dump();

        var again = imports.runAtOnce(files(OURS), Terms.WHOLE, owner);

        assertThat(again.changesNothing()).isTrue();
        assertThat(everything.dump()).isEqualTo(before);
    }

    @Test
    void undoLeavesEverythingAsItWasAndAnImportAfterItWorks() {
        var before = everything.dump();
        var done = imports.runAtOnce(files(OURS), Terms.WHOLE, owner);
        assertThat(everything.dump()).isNotEqualTo(before);

        var undone = imports.undo(done.id(), owner);

        assertThat(undone.leftAlone()).isEmpty();
        assertThat(everything.dump()).isEqualTo(before);
        assertThat(imports.runAtOnce(files(OURS), Terms.WHOLE, owner).summary().get("Opportunities")).isEqualTo(added(4));
    }

    @Test
    void undoOfAnUpdatePutsOldValuesBack() {
        imports.runAtOnce(files(OURS), Terms.WHOLE, owner);
        var before = everything.dump();
        var changed = imports.runAtOnce(List.of(upload("sales_pipeline.csv", text("sales_pipeline.csv").replace("A3,Clara Weiss,GTXPro,,Engaging,2016-11-25,,", "A3,Ben Okafor,GTXPro,Tallis,Won,2016-11-25,2017-01-02,900"))), Terms.WHOLE, owner);
        assertThat(changed.summary().get("Opportunities")).as("%s", written(changed.id())).isEqualTo(new Outcome(0, 1, 3, 0));
        assertThat(opportunity("A3").text("outcome")).contains("WON");

        imports.undo(changed.id(), owner);

        assertThat(everything.dump()).isEqualTo(before);
    }

    @Test
    void whatAPersonDecidedStaysUnlessTheSourceChangesItsMind() {
        var done = imports.runAtOnce(files(OURS), Terms.WHOLE, owner);
        var deal = opportunity("A4");
        book.change(deal, owner, "stage", book.stage("Engaging", owner), "nextStep", "Call Jonna");

        var again = imports.runAtOnce(files(OURS), Terms.WHOLE, owner);
        assertThat(again.summary().get("Opportunities").kept()).isPositive();
        assertThat(opportunity("A4").id("stage")).contains(book.stage("Engaging", owner));

        var undone = imports.undo(done.id(), owner);
        assertThat(undone.leftAlone()).anyMatch(it -> it.contains("Somebody has worked on it since"));
        assertThat(opportunity("A4").text("next_step")).contains("Call Jonna");

        var mind = imports.runAtOnce(List.of(upload("sales_pipeline.csv", text("sales_pipeline.csv").replace("A4,Clara Weiss,GTX Basic,Tallis,Prospecting,,,", "A4,Clara Weiss,GTX Basic,Tallis,Won,2017-01-01,2017-02-01,10"))), Terms.WHOLE, owner);
        assertThat(mind.state()).isEqualTo(State.DONE);
        assertThat(opportunity("A4").text("outcome")).contains("WON");
    }

    @Test
    void aNearMissCanBeKeptAsWritten() {
        var rehearsed = imports.rehearseAtOnce(files(OURS), Terms.WHOLE, owner);

        imports.decide(rehearsed.id(), "product", "GTXPro", false, owner);
        var again = awaited(rehearsed.id());

        assertThat(again.summary().get("Products")).isEqualTo(added(3));
        assertThat(again.nearMisses()).filteredOn(it -> it.written().equals("GTXPro")).allMatch(it -> !it.same());
    }

    @Test
    void whoIsHereUnderTheSameNameIsJoinedAndKeepsTheirRole() {
        var dustin = team.hire("Dustin Brinkmann", Role.OWNER);

        imports.runAtOnce(files(OURS), Terms.WHOLE, owner);

        assertThat(workforce.named("Dustin Brinkmann", owner)).singleElement().matches(it -> it.id().equals(dustin.id()) && it.role() == Role.OWNER);
        var anna = workforce.named("Anna Snelling", owner).getFirst();
        assertThat(anna.manager()).isEqualTo(dustin.id());
        assertThat(anna.role()).isEqualTo(Role.REP);
    }

    @Test
    void anImportCanBeUndoneForThirtyDays() {
        var done = imports.runAtOnce(files(OURS), Terms.WHOLE, owner);
        clock.pass(Duration.ofDays(31));

        assertThatThrownBy(() -> imports.undo(done.id(), owner)).hasMessageContaining("30 days");
    }

    @Test
    void semicolonsWindowsLettersAndDaysInFrontAreRead() {
        var table = text("sales_pipeline.csv").replace(',', ';').replace("2016-10-20", "20/10/2016").replace("2017-03-01", "01/03/2017").replace("2016-10-25", "25/10/2016")
                .replace("2017-03-11", "11/03/2017").replace("2016-11-25", "25/11/2016").replace("Tallis", "Tällis").replace("4514", "4.514,50");

        var done = imports.runAtOnce(List.of(new Upload("sales_pipeline.csv", new ByteArrayInputStream(table.getBytes(Charset.forName("windows-1252"))))), Terms.WHOLE, owner);

        assertThat(done.files().getFirst().layout()).isEqualTo("Windows-1252, semicolon, decimal comma, day before month");
        assertThat(opportunity("A1").text("closes_on")).contains("2017-03-01");
        assertThat(opportunity("A1").number("amount")).contains(new BigDecimal("4514.50"));
    }

    static Stream<Arguments> badInput() {
        var good = text("sales_pipeline.csv");
        return Stream.of(
                Arguments.of("an impossible day", bytes(good.replace("2017-03-01", "2017-02-30")), "line 2", "is no day there is"),
                Arguments.of("a ragged row", bytes(good + "A5,Anna Snelling,GTX Pro\n"), "line 6", "The line has 3 values, the header has 8"),
                Arguments.of("an unclosed quote", bytes(good + "A5,\"Anna,GTX Pro,,Won,2017-01-01,2017-01-02,5\n"), "line 6", "never closed"),
                Arguments.of("a formula", bytes(good.replace("Kestrel Bio", "=HYPERLINK(\"\"x\"\")")), "line 3", "formula"),
                Arguments.of("a number that is none", bytes(good.replace("4514", "much")), "line 2", "is no number"),
                Arguments.of("the same twice", bytes(good.replace("A2,", "A1,")), "line 3", "twice"),
                Arguments.of("nothing", new byte[0], "", "The file is empty"),
                Arguments.of("zeros", new byte[2_000_000], "", "zero bytes"),
                Arguments.of("a picture", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2}, "", "no text file"),
                Arguments.of("a workbook that explodes", bomb(), "", "unpacks to more than 500 MB"),
                Arguments.of("no workbook", new byte[] {'P', 'K', 3, 4, 9, 9, 9, 9, 9, 9, 9, 9}, "", "no readable XLSX"),
                Arguments.of("another table", bytes("a,b\n1,2\n"), "", "No file is of an export Rapport knows"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badInput")
    void badInputIsASentenceWithItsLineAndChangesNothing(String what, byte[] content, String line, String sentence) {
        var before = everything.dump();

        var refused = imports.runAtOnce(List.of(new Upload("sales_pipeline.csv", new ByteArrayInputStream(content))), Terms.WHOLE, owner);

        assertThat(refused.state()).as(what).isEqualTo(State.REFUSED);
        assertThat(refused.problems()).anyMatch(it -> (it.line() == null ? "" : "line " + it.line()).equals(line) && it.sentence().contains(sentence));
        assertThat(everything.dump()).isEqualTo(before);
    }

    @Test
    void theRealExportComesInWhole() {
        Assumptions.assumeTrue(Files.isDirectory(REAL), "the real export is not beside this checkout");
        var before = everything.dump();

        var rehearsed = imports.rehearseAtOnce(files(REAL), Terms.WHOLE, owner);
        assertThat(everything.dump()).isEqualTo(before);
        assertThat(rehearsed.nearMisses()).extracting(NearMiss::written, NearMiss::records)
                .containsExactlyInAnyOrder(org.assertj.core.groups.Tuple.tuple("GTXPro", 1480L), org.assertj.core.groups.Tuple.tuple("technolgy", 12L));
        imports.runSoon(rehearsed.id(), owner);
        var done = awaited(rehearsed.id());
        assertThat(done.summary()).isEqualTo(Map.of("Accounts", added(85), "Products", added(7), "People", added(41), "Teams", added(9), "Opportunities", added(8800)));
        assertThat(said(done.id())).isEqualTo(written(done.id()));
        assertThat(count("outcome = 'WON'")).isEqualTo(4238);
        assertThat(count("outcome = 'UNSAID'")).isEqualTo(2473);
        assertThat(count("outcome is null and stage = (select id from crm.stage where name = 'Engaging')")).isEqualTo(1589);
        assertThat(count("outcome is null and stage = (select id from crm.stage where name = 'Prospecting')")).isEqualTo(500);
        assertThat(count("account is null")).isEqualTo(1425);
        assertThat(count("outcome = 'UNSAID' and amount is not null")).isZero();
        assertThat(imports.runAtOnce(files(REAL), Terms.WHOLE, owner).changesNothing()).isTrue();

        imports.undo(done.id(), owner);
        assertThat(everything.dump()).isEqualTo(before);
    }

    private Import awaited(ImportId id) {
        org.awaitility.Awaitility.await().pollInSameThread().atMost(Duration.ofMinutes(1)).until(() -> !imports.show(id, owner).state().isWorking());
        return imports.show(id, owner);
    }

    private List<String> said(ImportId id) {
        return imports.differences(id, 0, Integer.MAX_VALUE, owner).stream()
                .map(it -> "%s %s %s %s %s".formatted(it.kind(), it.record(), it.field(), it.before(), REFERENCES.contains(it.field()) ? "a reference" : it.after()))
                .sorted().toList();
    }

    private List<String> written(ImportId id) {
        return transactions.execute(_ -> Stream.of("people", "crm").flatMap(schema -> jdbc.sql("""
                        select kind || ' ' || record || ' ' || field || ' ' || coalesce(before, 'null') || ' '
                               || case when field = any(?) then 'a reference' else coalesce(after, 'null') end
                          from (select kind, record, field, before, after, batch from %1$s.change
                                union all select kind, record, known.key, null, known.value, batch from %1$s.change, jsonb_each_text(state) known) told where batch = ?""".formatted(schema)).param(REFERENCES.toArray(String[]::new)).param(id.value()).query(String.class).stream()).sorted().toList());
    }

    private long count(String condition) {
        return transactions.execute(_ -> jdbc.sql("select count(*) from crm.opportunity where " + condition).query(Long.class).single());
    }

    private CrmRecord opportunity(String sourceId) {
        var id = transactions.execute(_ -> jdbc.sql("select id from crm.opportunity where source_id = ?").param(sourceId).query(java.util.UUID.class).single());
        return records.read(Kind.OPPORTUNITY, id, owner);
    }

    private static Outcome added(long number) {
        return new Outcome(number, 0, 0, 0);
    }

    static List<Upload> files(Path folder) {
        var uploads = new ArrayList<Upload>();
        for (var name : List.of("accounts.csv", "products.csv", "sales_teams.csv", "sales_pipeline.csv", "data_dictionary.csv")) {
            try {
                uploads.add(new Upload(name, new ByteArrayInputStream(Files.readAllBytes(folder.resolve(name)))));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return uploads;
    }

    private static Upload upload(String name, String text) {
        return new Upload(name, new ByteArrayInputStream(bytes(text)));
    }

    private static String text(String name) {
        try {
            return Files.readString(OURS.resolve(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bomb() {
        var bytes = new ByteArrayOutputStream();
        var zeros = new byte[1 << 20];
        Arrays.fill(zeros, (byte) ' ');
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            for (var i = 0; i < 520; i++) {
                zip.write(zeros);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
