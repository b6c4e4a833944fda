package rapport.prospecting.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import rapport.support.Check;

/** What an incoming mail is: our own small mails, each as a kind of program writes it. */
class SorterTests {

    static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    static final String BOUNCE = """
            Return-Path: <>
            From: Mail Delivery System <MAILER-DAEMON@mx.brightwater.example>
            To: ben@northlight.example
            Subject: Undelivered Mail Returned to Sender
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            %s
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.brightwater.example
            Original-Envelope-Id: 0199

            Final-Recipient: rfc822; Jonna@brightwater.example
            Action: %s
            Status: %s
            Diagnostic-Code: smtp; %s

            --b--
            """;

    @Test
    @Check(7)
    void theActionDecidesAndThenTheCode() throws MessagingException {
        assertThat(fate("failed", "5.1.1", "550 5.1.1 No such user")).isEqualTo(Fate.Fortune.HARD);
        assertThat(fate("failed", "5.2.2", "552 5.2.2 Mailbox full")).isEqualTo(Fate.Fortune.SOFT);
        assertThat(fate("failed", "4.2.2", "452 4.2.2 over quota")).isEqualTo(Fate.Fortune.SOFT);
        assertThat(fate("delayed", "4.4.1", "connection timed out")).isEqualTo(Fate.Fortune.DELAYED);
        assertThat(fate("delayed", "5.1.1", "550 user unknown")).as("it is still being tried").isEqualTo(Fate.Fortune.DELAYED);
        assertThat(fate("delivered", "2.1.5", "250 ok")).isEqualTo(Fate.Fortune.DELIVERED);
        assertThat(fate("failed", "5.7.1", "550 5.7.1 message looks like spam")).isEqualTo(Fate.Fortune.SOFT);
        assertThat(fate("failed", "5.0.0", "550 user unknown")).as("the code says no more than no").isEqualTo(Fate.Fortune.HARD);
    }

    private static Fate.Fortune fate(String action, String status, String words) throws MessagingException {
        return sort(BOUNCE.formatted("It failed.", action, status, words)) instanceof Sort.Returned(var fates) && fates.getFirst().recipient().equals("jonna@brightwater.example") ? fates.getFirst().fortune() : null;
    }

    /** RFC 6532, and what programs wrote there before it. */
    @Test
    void headsThatSayTheirLettersPlainlyAreRead() throws MessagingException {
        for (var letters : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
            var letter = Letter.read("From: Jörg Müller <jörg@müller.example>\r\nSubject: Abwesend bis Montag, schöne Grüße\r\n\r\nWords".getBytes(letters));
            assertThat(letter.subject()).as("%s", letters).isEqualTo("Abwesend bis Montag, schöne Grüße");
            assertThat(letter.from()).as("%s", letters).isEqualTo("jörg@müller.example");
        }
        assertThat(Letter.read("From: Jorg@XN--mller-kva.example\r\n\r\nWords".getBytes(StandardCharsets.US_ASCII)).from()).as("one spelling").isEqualTo("jorg@müller.example");
    }

    @Test
    void programsThatAnswerAreNoPeople() throws MessagingException {
        assertThat(sort(mail("Auto-Submitted: auto-replied", "Re: Held batches", "I am back on 12 March."))).isEqualTo(new Sort.Automatic(true, LocalDate.of(2026, 3, 12)));
        assertThat(sort(mail("Auto-Submitted: auto-generated", "Ticket 4711", "We have received your request."))).isEqualTo(new Sort.Automatic(false, null));
        assertThat(sort(mail("X-Other: 1", "Automatische Antwort: Held batches", "Ich bin im Urlaub."))).isEqualTo(new Sort.Automatic(true, null));
        assertThat(sort(mail("Auto-Submitted: no", "Re: Held batches", "Call me."))).isEqualTo(new Sort.Written());
        assertThat(sort(mail("X-Auto-Response-Suppress: All", "Re: Held batches", "Call me."))).as("people's programs set it, too").isEqualTo(new Sort.Written());
        assertThat(sort(mail("List-Id: <news.brightwater.example>", "News", "This month"))).isEqualTo(new Sort.Broadcast());
        assertThat(sort(mail("Auto-Submitted: auto-replied", "Please confirm your message", "Click here"))).isEqualTo(new Sort.Challenge());
    }

    /** People write about reports, and forward them. */
    @Test
    void nobodysWordsMakeAReport() throws MessagingException {
        for (var subject : new String[] {"Re: Undelivered Mail Returned to Sender", "Fwd: Delivery Status Notification (Failure)", "mailbox full?"}) {
            assertThat(sort(mail("X-Other: 1", subject, "Your mail came back: 550 5.1.1 <ben@northlight.example> user unknown. Final-Recipient: rfc822; ben@northlight.example\nAction: failed\nStatus: 5.1.1"))).as(subject).isEqualTo(new Sort.Written());
        }
    }

    @Test
    void whoWantsNoMoreIsUnderstood() throws MessagingException {
        for (var words : new String[] {"Please remove me from your list.", "Unsubscribe", "Bitte schreiben Sie mir nicht mehr.", "Ne me contactez plus, merci.", "No me escriban más.", "Take me off, please.\n\nOn Mon, 2 Mar 2026, Ben wrote:\n> Held batches"}) {
            assertThat(sort(mail("X-Other: 1", "Re: Held batches", words))).as(words).isEqualTo(new Sort.Unsubscribing());
        }
        assertThat(sort(mail("X-Other: 1", "unsubscribe", ""))).isEqualTo(new Sort.Unsubscribing());
        assertThat(sort(mail("X-Other: 1", "Re: Held batches", "Happy to talk.\n\nOn Mon, 2 Mar 2026, Ben wrote:\n> To unsubscribe click here"))).as("only quoted").isEqualTo(new Sort.Written());
    }

    @Test
    void complaintsAreKnownByTheirKind() throws MessagingException {
        var complaint = """
                From: <feedback@provider.example>
                Subject: FW: Held batches
                Content-Type: multipart/report; report-type=feedback-report; boundary="b"

                --b
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                Version: 1
                --b--
                """;
        assertThat(sort(complaint)).isEqualTo(new Sort.Complaint("abuse"));
    }

    @Test
    void aReplyIsTakenApart() {
        var apart = Quoted.apart("Thursday at ten.\n\nBest regards,\nJonna Saar\nBrightwater\n\nAm 02.03.2026 um 09:00 schrieb Ben Okafor:\n> Shall we talk?\n> Ben");
        assertThat(apart.said()).isEqualTo("Thursday at ten.");
        assertThat(apart.signature()).startsWith("Best regards,").contains("Brightwater");
        assertThat(apart.quoted()).startsWith("Am 02.03.2026").contains("> Shall we talk?");
        assertThat(Quoted.apart("> Shall we talk?\n\nYes.").said()).contains("Yes.");
        assertThat(Quoted.apart("Yes.\n\n-----Original Message-----\nFrom: Ben\nShall we?").said()).isEqualTo("Yes.");
        assertThat(Quoted.apart("Oui.\n\nLe lun. 2 mars 2026 à 09:00, Ben Okafor <ben@northlight.example> a écrit :\n> Bonjour").said()).isEqualTo("Oui.");
        assertThat(Quoted.apart("Yes.\n\nFrom: Ben Okafor <ben@northlight.example>\nSent: Monday, 2 March 2026 09:00\nTo: Jonna\nSubject: Held\n\nShall we?").said()).isEqualTo("Yes.");
        assertThat(Quoted.apart("On our side nothing is wrong: it wrote itself.").said()).as("no announcement").contains("wrote itself");
    }

    @Test
    void whatIsWrittenInHtmlIsReadWithoutItsMarks() throws MessagingException {
        var html = "From: jonna@brightwater.example\nSubject: Re: Held\nContent-Type: text/html; charset=utf-8\n\n<html><head><style>p{}</style></head><body><p>Thursday &amp; Friday.</p><div>On Mon, 2 Mar 2026, Ben wrote:</div><blockquote>Shall we?<br>Ben</blockquote></body></html>";
        assertThat(Quoted.apart(Letter.read(html.getBytes(StandardCharsets.UTF_8)).words()).said()).isEqualTo("Thursday & Friday.");
    }

    /** 4,000 mails, each broken in one to twenty places: whatever comes, it is sorted somehow and nothing fails. */
    @Test
    @Check(value = 7, figure = "4,000 broken mails")
    void nothingThatIsBrokenBreaksIt() throws MessagingException {
        var random = new Random(7);
        var whole = new String[] {BOUNCE.formatted("It failed.", "failed", "5.1.1", "550 no such user"), mail("Auto-Submitted: auto-replied", "Abwesend", "Ich bin bis 12.03.2026 im Urlaub."), mail("X-Other: 1", "Re: Held", "Yes.\n\nOn Mon, 2 Mar 2026, Ben wrote:\n> Shall we?")};
        for (var round = 0; round < 4_000; round++) {
            var bytes = whole[round % whole.length].getBytes(StandardCharsets.UTF_8);
            for (var hit = random.nextInt(20); hit >= 0; hit--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            var letter = Letter.read(java.util.Arrays.copyOf(bytes, random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length));
            assertThat(Sorter.sort(letter, DAY)).isNotNull();
            assertThat(Quoted.apart(letter.words())).isNotNull();
        }
    }

    private static Sort sort(String mail) throws MessagingException {
        return Sorter.sort(Letter.read(mail.getBytes(StandardCharsets.UTF_8)), DAY);
    }

    private static String mail(String header, String subject, String words) {
        return "From: Jonna Saar <jonna@brightwater.example>\nTo: ben@northlight.example\n%s\nSubject: %s\nContent-Type: text/plain; charset=utf-8\n\n%s\n".formatted(header, subject, words);
    }
}
