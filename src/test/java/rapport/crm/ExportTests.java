package rapport.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.record.Attachments;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.support.Book;
import rapport.support.Team;
import rapport.support.WholeTest;
import rapport.web.WholeExport;
import tools.jackson.databind.json.JsonMapper;

/** What is taken along: only what one sees, harmless in a spreadsheet, written down, and whole. */
@WholeTest
class ExportTests {

    @Autowired Book book;
    @Autowired Attachments attachments;
    @Autowired WholeExport whole;
    @Autowired Team team;
    @Autowired JsonMapper json;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;
    @Autowired MockMvcTester browser;

    Team.Member owner;
    Team.Member tom;
    Team.Member rita;

    @BeforeEach
    void people() {
        owner = team.hire("Olivia Owner", Role.OWNER);
        tom = team.hire("Tom Rep", Role.REP, owner);
        rita = team.hire("Rita Rep", Role.REP, owner);
    }

    @Test
    void aListComesAsOneSeesItAndDoesNoHarm() throws Exception {
        for (var i = 0; i < 230; i++) {
            book.opportunity(tom.id(), "Engaging", 1_000 + i, null, owner.viewer());
        }
        book.opportunity(rita.id(), "Engaging", 9, null, owner.viewer());
        book.add(Kind.ACCOUNT, tom.viewer(), "name", "=HYPERLINK(\"http://evil.example\")", "phone", "+49 30 5550 123");

        var rows = text("/opportunities/export.csv?view=everything&sort=amount").lines().toList();
        assertThat(rows).hasSize(231);
        assertThat(rows.getFirst()).startsWith("\ufeffRapport id,Opportunity,Stage,Owner,Value,Currency");
        assertThat(rows.get(1)).contains("Engaging,Tom Rep,1000.00,EUR");
        assertThat(text("/accounts/export.csv?columns=phone")).contains("\"'=HYPERLINK(", "+49305550123").doesNotContain(",=HYPER");
        Long written = transactions.execute(_ -> jdbc.sql("select count(*) from audit.entry where action = 'crm.opportunity.exported'").query(Long.class).single());
        assertThat(written).isEqualTo(1);
    }

    @Test
    void aSheetKeepsNumbersNumbers() throws Exception {
        book.opportunity(tom.id(), "Engaging", 84_000, java.time.LocalDate.of(2026, 4, 1), owner.viewer());
        var bytes = browser.get().uri("/opportunities/export.xlsx").with(tom.asks()).exchange().getResponse().getContentAsByteArray();
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes)); var rows = workbook.getFirstSheet().openStream()) {
            var all = rows.toList();
            assertThat(all).hasSize(2);
            assertThat(all.get(1).getCellAsNumber(4).orElseThrow()).isEqualByComparingTo("84000");
        }
    }

    @Test
    void everythingIsThereWithItsChecksums() throws Exception {
        var deal = book.opportunity(tom.id(), owner.viewer());
        attachments.add(Kind.OPPORTUNITY, deal, "offer.txt", new ByteArrayInputStream("Three meters".getBytes(StandardCharsets.UTF_8)), tom.viewer());
        book.account("Brightwater", tom.viewer());
        var out = new ByteArrayOutputStream();
        whole.write(out, owner.viewer());

        var files = unzipped(out.toByteArray());
        var manifest = json.readTree(files.remove("manifest.json"));
        assertThat(files.keySet()).contains("crm/account.jsonl", "crm/opportunity.jsonl", "crm/change.jsonl", "people/person.jsonl").anyMatch(it -> it.matches("files/.*/offer.txt"));
        assertThat(new String(files.get("crm/account.jsonl"), StandardCharsets.UTF_8)).contains("Brightwater");
        manifest.get("entries").forEach(entry -> {
            var content = files.remove(entry.get("name").asString());
            assertThat(entry.get("sha256").asString()).isEqualTo(sha256(content));
            assertThat(entry.get("bytes").asLong()).isEqualTo(content.length);
        });
        assertThat(files).isEmpty();
        assertThat(browser.post().uri("/settings/export").with(tom.asks())).hasStatus(403);
        assertThat(browser.post().uri("/settings/export").with(owner.asks())).hasStatusOk().headers().hasValue("Content-Type", "application/zip");
    }

    private String text(String uri) throws Exception {
        return new String(browser.get().uri(uri).with(tom.asks()).exchange().getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> unzipped(byte[] archive) throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
