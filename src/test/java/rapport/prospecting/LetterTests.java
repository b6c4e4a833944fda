package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.geom.Rectangle2D;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.PDFTextStripperByArea;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Letters: printed so that the address shows through the window, and posted by what is printed on them. */
@WholeTest
class LetterTests {

    static final float MM = 72 / 25.4f;

    @Autowired MockMvcTester browser;
    @Autowired Plays plays;
    @Autowired Enrolments enrolments;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    Team.Member ben;
    Team.Member olga;
    PlayId play;

    @BeforeEach
    void aPlayWithALetter() {
        olga = team.hire("Olga Admin", Role.ADMIN);
        ben = team.hire("Ben Okafor", Role.REP);
        play = plays.make("Paper", Plays.Kind.PROSPECT, "To be read", List.of(Step.of(1, StepKind.LETTER, 0, Step.Unit.BUSINESS, "What a held batch costs", "Dear {{first_name}},\n\nthree of your batches were held in Größe M.\nThat costs.\n\nMay I call?"),
                Step.of(2, StepKind.GENERIC, 1, Step.Unit.BUSINESS, "", "Ask")), olga.viewer());
        plays.publish(play, olga.viewer());
        assertThat(browser.post().uri("/settings/letterhead").param("company", "Northlight GmbH").param("street", "Hafenweg 1").param("postcode", "20457").param("city", "Hamburg").param("country", "de").param("phone", "040 1234567").param("fax", "040 1234568").param("paper", "A4").with(olga.asks()).exchange()).hasStatus(303);
    }

    @Test
    @Check(21)
    void theAddressLiesBehindTheWindowAndTheSquareSaysWhichLetterItIs() throws Exception {
        enrol("Jonna", "Hafenstraße 7");
        var pdf = print();
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isOne();
            var window = new PDFTextStripperByArea();
            window.addRegion("window", new Rectangle2D.Float(20 * MM, 45 * MM, 85 * MM, 45 * MM)); // DIN 5008, form B
            window.extractRegions(document.getPage(0));
            assertThat(window.getTextForRegion("window")).contains("Northlight GmbH · Hafenweg 1 · 20457 Hamburg", "Acme", "Jonna Saar", "Hafenstraße 7", "24103 Kiel").doesNotContain("batches");
            assertThat(new PDFTextStripper().getText(document)).contains("What a held batch costs", "Größe M", "Hamburg, 2 March 2026", "Ben Okafor", "+49 40 1234567");
            assertThat(square(document)).isEqualTo(touches().getFirst().toString());
        }
    }

    @Test
    @Check(21)
    void theSameLetterIsTheSameBytesAndStaysAsItWasPrinted() throws Exception {
        enrol("Jonna", "Hafenstraße 7");
        var first = print();
        var touch = touches().getFirst();
        var kept = transactions.execute(_ -> jdbc.sql("select sha256 from prospecting.letter where touch = ?").param(touch).query(byte[].class).single());
        clock.pass(Duration.ofDays(1));
        assertThat(browser.post().uri("/settings/letterhead").param("company", "Another GmbH").param("street", "Hafenweg 1").param("postcode", "20457").param("city", "Hamburg").param("country", "DE").param("paper", "LETTER").with(olga.asks()).exchange()).hasStatus(303);
        var again = browser.get().uri("/prospecting/letters/%s/pdf".formatted(touch)).with(ben.asks()).exchange().getMvcResult().getResponse().getContentAsByteArray();
        assertThat(MessageDigest.getInstance("SHA-256").digest(again)).isEqualTo(kept);
        assertThat(print()).as("printed together once more").isEqualTo(first);
    }

    @Test
    @Check(21)
    void whatIsScannedOrTypedIsPostedOnce() {
        enrol("Jonna", "Hafenstraße 7");
        enrol("Ada", "Hafenstraße 9");
        print();
        var codes = transactions.execute(_ -> jdbc.sql("select code from prospecting.letter l join prospecting.touch t on t.id = l.touch order by t.id").query(String.class).list());
        assertThat(page("/prospecting/letters")).contains("2 letters wait, 2 printed and not posted yet", codes.getFirst().substring(0, 4) + "-" + codes.getFirst().substring(4));
        assertThat(browser.post().uri("/prospecting/letters/posting").param("codes", touches().getFirst() + "\nWRONG-ONE\n").with(ben.asks()).exchange()).hasStatus(422).bodyText().contains("There is no printed letter “WRONG-ONE”. Nothing was posted.");
        assertThat(page("/prospecting/letters")).as("not even the good one").contains("2 letters wait");
        assertThat(browser.post().uri("/prospecting/letters/posting").param("codes", touches().getFirst().toString()).with(team.hire("Rita Rep", Role.REP).asks()).exchange()).as("another's").hasStatus(422);
        var typed = codes.getLast().toLowerCase(java.util.Locale.ROOT).replace('0', 'o').replace('1', 'l');
        var said = touches().getFirst() + "\r\n" + typed.substring(0, 4) + " - " + typed.substring(4) + "\r\n\r\n" + touches().getFirst();
        assertThat(browser.post().uri("/prospecting/letters/posting").param("codes", said).with(ben.asks()).exchange()).hasStatus(303);
        assertThat(browser.post().uri("/prospecting/letters/posting").param("codes", said).with(ben.asks()).exchange()).as("twice is once").hasStatus(303);
        assertThat(page("/prospecting/letters")).contains("No letter waits");
        assertThat(transactions.<List<String>>execute(_ -> jdbc.sql("select letters || ' ' || (select count(*) from prospecting.attempt a where a.contact = p.contact) from prospecting.prospect p").query(String.class).list())).containsOnly("1 1");
        assertThat(enrolments.of(play, ben.viewer())).allSatisfy(it -> assertThat(it.because()).contains("Step 2 of 2"));
    }

    @Test
    void whatCannotBePrintedSaysWhy() {
        assertThat(browser.post().uri("/prospecting/letters/printing").with(ben.asks()).exchange()).hasStatus(303);
        var jonna = enrol("Jonna", "Hafenstraße 7");
        book.change(jonna, ben.viewer(), "refused", List.of("LETTER"));
        assertThat(page("/prospecting/letters")).contains("cannot be printed", "They have refused it.").doesNotContain("Print 1 letter");
        assertThat(browser.post().uri("/settings/letterhead").param("company", "").param("country", "Germany").param("phone", "12").with(olga.asks()).exchange()).hasStatus(422).bodyText().contains("Who writes", "Two letters, such as DE");
        assertThat(browser.post().uri("/settings/letterhead").param("company", "N").param("street", "S").param("city", "C").param("country", "DE").param("paper", "A4").param("fax", "ask Anna").with(olga.asks()).exchange()).hasStatus(422).bodyText().contains("“ask Anna” is no fax number of DE");
    }

    private CrmRecord enrol(String name, String street) {
        var acme = book.add(Kind.ACCOUNT, ben.viewer(), "name", "Acme").id();
        var contact = book.add(Kind.CONTACT, ben.viewer(), "firstName", name, "lastName", "Saar", "account", acme, "street", street, "postcode", "24103", "city", "Kiel", "country", "DE");
        enrolments.enrol(play, List.of(contact.id()), ben.viewer());
        return contact;
    }

    private byte[] print() {
        var answer = browser.post().uri("/prospecting/letters/printing").with(ben.asks()).exchange();
        assertThat(answer).hasStatusOk().hasHeader("Content-Type", "application/pdf");
        return answer.getMvcResult().getResponse().getContentAsByteArray();
    }

    private List<UUID> touches() {
        return transactions.execute(_ -> jdbc.sql("select id from prospecting.touch where kind = 'LETTER' order by id").query(UUID.class).list());
    }

    private static String square(org.apache.pdfbox.pdmodel.PDDocument document) throws Exception {
        var image = new PDFRenderer(document).renderImageWithDPI(0, 200);
        var dots = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), dots)))).getText();
    }

    private String page(String path) {
        return new String(browser.get().uri(path).with(ben.asks()).exchange().getMvcResult().getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
