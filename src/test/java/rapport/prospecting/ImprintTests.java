package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.ops.bench.SmtpSink;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Outbox;
import rapport.support.Team;
import rapport.support.WholeTest;

/** What the law of their country has said in a mail is said, or the mail does not go. */
@WholeTest
class ImprintTests {

    @Autowired MockMvcTester browser;
    @Autowired Outbox outbox;
    @Autowired Team team;
    @Autowired Book book;

    SmtpSink sink;
    Team.Member ben;

    @BeforeEach
    void aRepWithAMailbox() throws IOException {
        sink = SmtpSink.open((_, _) -> new SmtpSink.Manner.Well());
        ben = team.hire("Ben Okafor", Role.REP);
        outbox.open(ben.viewer(), sink.port());
    }

    @AfterEach
    void hangUp() throws IOException {
        sink.close();
    }

    @Test
    @Check(10)
    void whereTheLawAsksWhoWritesNothingGoesUntilThatIsKnown() {
        var gail = contact("US");
        assertThat(write(gail)).hasStatus(422).bodyText().contains("A valid postal address stands in every commercial mail", "an administrator does, under Settings, Letterhead", "15 U.S.C. 7704(a)(5)");
        book.letterhead();
        assertThat(write(gail)).hasStatus(303);
        assertThat(sent()).contains("-- \r\nNorthlight GmbH · Hafenweg 1 · 20457 Hamburg\r\nNo more mail from us: http");
    }

    @Test
    @Check(10)
    void inTheUnionTheyAreToldWhereTheirAddressIsFrom() {
        assertThat(write(contact("IE"))).hasStatus(303);
        var mail = sent();
        var link = Pattern.compile("Where we have your address from, and no more mail: https?://[^/]+(/leave/\\S+)").matcher(mail);
        assertThat(link.find()).as(mail).isTrue();
        assertThat(browser.get().uri(link.group(1)).exchange()).hasStatusOk().bodyText().contains("kept here since 2 March 2026; somebody here has entered them", "to have it erased");
    }

    @Test
    void everywhereElseTheWayOutStandsBelow() {
        assertThat(write(contact(null))).hasStatus(303);
        assertThat(sent()).contains("-- \r\nNo more mail from us: http").doesNotContain("Northlight GmbH");
    }

    private UUID contact(@Nullable String country) {
        return country == null ? book.add(Kind.CONTACT, ben.viewer(), "firstName", "Gail", "email", UUID.randomUUID() + "@brightwater.example").id()
                : book.add(Kind.CONTACT, ben.viewer(), "firstName", "Gail", "email", UUID.randomUUID() + "@brightwater.example", "country", country).id();
    }

    private org.springframework.test.web.servlet.assertj.MvcTestResult write(UUID contact) {
        return browser.post().uri("/prospecting/mails").param("contact", contact.toString()).param("subject", "Held batches").param("body", "Three of your batches were held.").with(ben.asks()).exchange();
    }

    private String sent() {
        outbox.send();
        try {
            return new MimeMessage(null, new ByteArrayInputStream(sink.words().getFirst().getBytes(StandardCharsets.UTF_8))).getContent().toString();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
