package rapport.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import de.siegmar.fastcsv.writer.CsvWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.Pipelines;
import rapport.crm.duplicates.Likenesses;
import rapport.crm.record.Attachments;
import rapport.crm.record.Kind;
import rapport.imports.Import.Question.Sort;
import rapport.imports.Import.State;
import rapport.imports.Imports.Terms;
import rapport.imports.Imports.Upload;
import rapport.imports.dialect.Target;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.support.Book;
import rapport.support.Everything;
import rapport.support.Team;
import rapport.support.WholeTest;

/** What an import asks, what it remembers, and what comes back from it. */
@WholeTest
class AskingTests {

    private static final String FAIR = "Who,Their firm,Wo,Rufnummer\nJonna Berg,Kestrel Bio,Emmendingen,+49 7641 555 120\nRuth Ammann,Pelikan Foods,Zürich,+41 44 555 01 20\n";
    private static final String DEALS = "Deal Name,Deal Owner,Amount,Stage,Close Date,Company\nFirst line,Olivia Owner,1000,Proposal,%s,Kestrel Bio\nSecond line,Olivia Owner,2000,Trial,%s,Pelikan Foods\n";

    @Autowired Imports imports;
    @Autowired Pipelines pipelines;
    @Autowired Likenesses likenesses;
    @Autowired Attachments attachments;
    @Autowired Everything everything;
    @Autowired Book book;
    @Autowired Team team;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    Viewer owner;

    @BeforeEach
    void anOwner() {
        owner = team.hire("Olivia Owner", Role.OWNER).viewer();
        pipelines.all(owner);
    }

    @Test
    void theColumnsOfASpreadsheetAreAskedAboutOnce() {
        var before = everything.dump();
        var asking = imports.rehearseAtOnce(List.of(upload("fair.csv", FAIR)), Terms.ASK, owner);
        assertThat(asking.state()).isEqualTo(State.ASKING);
        assertThat(asking.questions()).singleElement().matches(it -> it.sort() == Sort.COLUMNS);
        assertThat(everything.dump()).isEqualTo(before);

        imports.readColumns(asking.id(), 0, new Matching(Target.CONTACT, Map.of("Who", "full_name", "Their firm", "account by name", "Wo", "city", "Rufnummer", "phone")), owner);
        var rehearsed = awaited(asking);

        assertThat(rehearsed.state()).as("%s", rehearsed.problems()).isEqualTo(State.REHEARSED);
        assertThat(rehearsed.summary().get("Contacts").added()).isEqualTo(2);
        assertThat(rehearsed.summary().get("Accounts").added()).isEqualTo(2);
        var again = imports.rehearseAtOnce(List.of(upload("another fair.csv", FAIR.replace("Jonna", "Jonas"))), Terms.ASK, owner);
        assertThat(again.state()).as("the same headers").isEqualTo(State.REHEARSED);
    }

    @Test
    void columnsThatSayNoNameAreRefused() {
        var asking = imports.rehearseAtOnce(List.of(upload("fair.csv", FAIR)), Terms.ASK, owner);

        assertThatThrownBy(() -> imports.readColumns(asking.id(), 0, new Matching(Target.CONTACT, Map.of("Wo", "city")), owner)).hasMessageContaining("Match at least a column");
        assertThat(imports.show(asking.id(), owner).state()).isEqualTo(State.ASKING);
    }

    @Test
    void aDayThatMayBeTwoIsAskedAboutOnce() {
        var asking = imports.rehearseAtOnce(List.of(upload("deals.csv", deals("03/04/2026"))), Terms.WHOLE, owner);
        assertThat(asking.state()).as("nobody can be asked").isEqualTo(State.REFUSED);
        assertThat(asking.problems()).singleElement().matches(it -> it.sentence().contains("may be two days"));

        var asked = awaited(matched(imports.rehearseAtOnce(List.of(upload("deals.csv", deals("03/04/2026"))), Terms.ASK, owner)));
        assertThat(asked.state()).as("%s", asked.problems()).isEqualTo(State.ASKING);
        assertThat(asked.questions()).singleElement().matches(it -> it.sort() == Sort.DAYS && it.example().equals("03/04/2026"));
        imports.readDays(asked.id(), asked.questions().getFirst().subject(), false, owner);
        assertThat(awaited(asked).state()).isEqualTo(State.REHEARSED);
        imports.runSoon(asked.id(), owner);
        awaited(asked);

        assertThat(days()).containsOnly("2026-04-03");
        assertThat(imports.runAtOnce(List.of(upload("deals.csv", deals("05/06/2026"))), Terms.WHOLE, owner).state()).as("said before").isEqualTo(State.DONE);
        assertThat(days()).containsOnly("2026-06-05");
    }

    @Test
    void aStageIsPlacedWhereSomebodySaysForThisImportAndTheNext() {
        var rehearsed = awaited(matched(imports.rehearseAtOnce(List.of(upload("deals.csv", deals("2026-04-03"))), Terms.ASK, owner)));
        assertThat(rehearsed.stages()).extracting(Import.StageRead::written).containsExactlyInAnyOrder("Proposal", "Trial");
        var trial = rehearsed.stages().stream().filter(it -> it.written().equals("Trial")).findFirst().orElseThrow();
        assertThat(trial.fresh()).isTrue();

        imports.readStage(rehearsed.id(), trial.source(), "Trial", book.stage("Negotiating", owner), owner);
        var again = awaited(rehearsed);

        assertThat(again.stages()).filteredOn(it -> it.written().equals("Trial")).singleElement().matches(it -> it.meant().equals("Negotiating") && !it.fresh());
        assertThat(again.summary()).doesNotContainKey("Stages");
        imports.discard(again.id(), owner);
        var next = imports.rehearseAtOnce(List.of(upload("deals.csv", deals("2026-04-03"))), Terms.ASK, owner);
        assertThat(next.stages()).filteredOn(it -> it.written().equals("Trial")).singleElement().matches(it -> it.meant().equals("Negotiating"));
    }

    @Test
    void rowsThatStayOutComeBackAsAFileThatComesIn() throws IOException {
        var products = "product,series,sales_price\nGTX Pro,GTX,4821\nGTX Basic,GTX,much\n";
        var whole = imports.runAtOnce(List.of(upload("products.csv", products)), Terms.WHOLE, owner);
        assertThat(whole.state()).isEqualTo(State.REFUSED);
        var done = imports.runAtOnce(List.of(upload("products.csv", products)), new Terms(true, true), owner);
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.leftOut()).isEqualTo(1);

        var file = new StringWriter();
        try (var csv = CsvWriter.builder().build(file)) {
            imports.turned(done.id(), 0, csv::writeRecord, owner);
        }
        assertThat(file.toString().lines()).hasSize(2).anyMatch(it -> it.contains("“much” in column sales_price is no number"));

        var mended = imports.runAtOnce(List.of(upload("products left out.csv", file.toString().replaceFirst("much", "550"))), Terms.WHOLE, owner);
        assertThat(mended.state()).as("%s", mended.problems()).isEqualTo(State.DONE);
        assertThat(mended.summary().get("Products").added()).isEqualTo(1);
        assertThat(imports.runAtOnce(List.of(upload("products.csv", products.replace("much", "550"))), Terms.WHOLE, owner).changesNothing()).as("under its own id").isTrue();
    }

    @Test
    void whoIsHereUnderTheSameAddressIsProposedAndNothingIsMerged() {
        var jonna = book.add(Kind.CONTACT, owner, "firstName", "Jonna", "lastName", "Berg", "email", "jonna@kestrel.example");
        var before = everything.dump();

        var done = imports.runAtOnce(List.of(upload("people.csv", "Name,E-Mail,Ort\nJ. Berg,jonna@kestrel.example,Emmendingen\n")), Terms.WHOLE, owner);

        assertThat(done.proposals()).isEqualTo(1);
        assertThat(likenesses.waiting(Kind.CONTACT, 10, owner)).singleElement().matches(it -> it.reasons().contains("e-mail is the same") && (it.one().equals(jonna.id()) || it.other().equals(jonna.id())));
        imports.undo(done.id(), owner);
        assertThat(everything.dump()).isEqualTo(before);
    }

    @Test
    void whatSomebodyLaidBesideARecordKeepsItThere() {
        var done = imports.runAtOnce(List.of(upload("people.csv", "Name,E-Mail,Ort\nJonna Berg,jonna@kestrel.example,Emmendingen\nRuth Ammann,ruth@pelikan.example,Zürich\n")), Terms.WHOLE, owner);
        var jonna = transactions.execute(_ -> jdbc.sql("select id from crm.contact where email = 'jonna@kestrel.example'").query(java.util.UUID.class).single());
        attachments.add(Kind.CONTACT, jonna, "card.txt", new ByteArrayInputStream("Jonna Berg".getBytes(StandardCharsets.UTF_8)), owner);

        var undone = imports.undo(done.id(), owner);

        assertThat(undone.leftAlone()).singleElement().asString().contains("Something made since belongs to it");
        assertThat(transactions.<List<String>>execute(_ -> jdbc.sql("select email from crm.contact").query(String.class).list())).containsExactly("jonna@kestrel.example");
        assertThat(attachments.of(Kind.CONTACT, jonna, owner)).hasSize(1);
    }

    /** As somebody would say what the columns of the deals mean. */
    private Import matched(Import asking) {
        if (asking.questions().stream().anyMatch(it -> it.sort() == Sort.COLUMNS)) {
            var asked = imports.columns(asking.id(), 0, owner);
            imports.readColumns(asking.id(), 0, new Matching(Target.OPPORTUNITY, asked.guesses().get(Target.OPPORTUNITY)), owner);
        }
        return asking;
    }

    private Import awaited(Import it) {
        org.awaitility.Awaitility.await().pollInSameThread().atMost(Duration.ofMinutes(1)).until(() -> !imports.show(it.id(), owner).state().isWorking());
        return imports.show(it.id(), owner);
    }

    private List<String> days() {
        return transactions.execute(_ -> jdbc.sql("select closes_on::text from crm.opportunity where source is not null").query(String.class).list());
    }

    private static String deals(String day) {
        return DEALS.formatted(day, day);
    }

    private static Upload upload(String name, String text) {
        return new Upload(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
