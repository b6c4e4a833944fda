package rapport.prospecting.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rapport.prospecting.sender.Finding.State;
import rapport.support.Check;

/** What is missing in what a domain has published, and the very record that mends it. */
class PreflightTests {

    static final String DOMAIN = "northlight.example";
    static final Finding.Publish KEY = new Finding.Publish("rapport._domainkey." + DOMAIN, "TXT", "v=DKIM1; k=rsa; p=" + "A".repeat(392));

    NameServer names;
    Preflight preflight;

    @BeforeEach
    void aDomainThatHasAll() throws SocketException {
        names = new NameServer();
        preflight = new Preflight(new DnsNames(names.address()));
    }

    @AfterEach
    void close() {
        names.close();
    }

    @Test
    void whereAllIsPublishedNothingIsMissing() {
        publishAll();
        assertThat(look()).extracting(Finding::what, Finding::state).containsExactly(tuple("SPF", State.GOOD), tuple("DKIM", State.GOOD), tuple("DMARC", State.GOOD), tuple("MX", State.GOOD), tuple("PTR", State.GOOD));
        assertThat(only("SPF").says()).contains("takes 1 of 10 look-ups");
    }

    @Test
    @Check(9)
    void whereNothingIsPublishedEachRecordIsWrittenOut() {
        assertThat(only("SPF")).satisfies(it -> assertThat(it.state()).isEqualTo(State.MISSING)).extracting(it -> it.publish().line()).isEqualTo("northlight.example. IN TXT \"v=spf1 a:smtp.northlight.example ~all\"");
        assertThat(only("DMARC").publish().line()).isEqualTo("_dmarc.northlight.example. IN TXT \"v=DMARC1; p=none; rua=mailto:postmaster@northlight.example\"");
        assertThat(only("DKIM").publish().line()).as("long texts in strings of 255").isEqualTo("rapport._domainkey.northlight.example. IN TXT \"v=DKIM1; k=rsa; p=" + "A".repeat(237) + "\" \"" + "A".repeat(155) + "\"");
        assertThat(only("PTR").state()).isEqualTo(State.DOUBTFUL);
    }

    @Test
    void whatWeSayIsToBePublishedMendsIt() {
        names.publish("smtp.northlight.example. IN A 192.0.2.7");
        look().stream().map(Finding::publish).filter(java.util.Objects::nonNull).forEach(it -> names.publish(it.line()));
        assertThat(look().stream().filter(it -> !it.what().equals("MX"))).allSatisfy(it -> assertThat(it.state()).as(it.says()).isEqualTo(State.GOOD));
    }

    @Test
    @Check(9)
    void elevenLookUpsAreTooMany() {
        publishAll();
        names.forgetAll();
        names.publish("northlight.example. IN TXT \"v=spf1 include:a.example include:b.example ~all\"");
        for (var side : List.of("a", "b")) {
            names.publish(side + ".example. IN TXT \"v=spf1 " + (side.equals("a") ? "exists:%{i}.x.example include:c.example a:h.example mx:h.example" : "include:d.example include:e.example ptr") + " -all\"");
        }
        names.publish("c.example. IN TXT \"v=spf1 ip4:192.0.2.0/24 exists:y.example -all\"").publish("d.example. IN TXT \"v=spf1 ip6:2001:db8::/32 -all\"").publish("e.example. IN TXT \"v=spf1 redirect=d.example\"")
                .publish("h.example. IN A 192.0.2.1").publish("h.example. IN MX 10 h.example.");
        assertThat(only("SPF")).satisfies(it -> assertThat(it.state()).isEqualTo(State.MISSING)).extracting(Finding::says).asString().contains("asks for 11 look-ups where 10 are allowed");
    }

    @Test
    void halfTruthsAreSeen() {
        publishAll();
        names.publish("northlight.example. IN TXT \"v=spf1 -all\"");
        assertThat(only("SPF").says()).contains("says it 2 times");
        names.publish("_dmarc.northlight.example. IN TXT \"v=DMARC1; p=reject\"");
        assertThat(only("DMARC").says()).contains("says 2 times");
        names.forgetAll();
        names.publish("northlight.example. IN TXT \"v=spf1 +all\"").publish("_dmarc.northlight.example. IN TXT \"v=DMARC1; sp=none\"").publish("rapport._domainkey.northlight.example. IN TXT \"v=DKIM1; p=BBBB\"");
        assertThat(only("SPF").state()).isEqualTo(State.DOUBTFUL);
        assertThat(only("DMARC").says()).contains("names no policy");
        assertThat(only("DKIM").says()).contains("another key");
    }

    @Test
    void aDomainBelowFollowsWhatTheOneAboveSays() {
        names.publish("_dmarc.northlight.example. IN TXT \"v=DMARC1; p=quarantine\"");
        assertThat(preflight.of("mail.northlight.example", List.of(), List.of())).filteredOn(it -> it.what().equals("DMARC")).singleElement().extracting(Finding::state).isEqualTo(State.GOOD);
    }

    @Test
    void whoDoesNotAnswerIsNotTakenForNothing() {
        assertThat(preflight.of("silent.example", List.of(), List.of()).getFirst()).satisfies(it -> assertThat(it.state()).isEqualTo(State.MISSING)).extracting(Finding::says).asString().contains("Nothing could be learned about silent.example");
    }

    private void publishAll() {
        names.publish("northlight.example. IN TXT \"v=spf1 a:smtp.northlight.example -all\"").publish("northlight.example. IN TXT \"something=else\"").publish("northlight.example. IN MX 10 smtp.northlight.example.")
                .publish("smtp.northlight.example. IN A 192.0.2.7").publish("7.2.0.192.in-addr.arpa. IN PTR smtp.northlight.example.").publish("_dmarc.northlight.example. IN TXT \"v=DMARC1; p=none\"").publish(KEY.line());
    }

    private List<Finding> look() {
        return preflight.of(DOMAIN, List.of(KEY), List.of("smtp.northlight.example"));
    }

    private Finding only(String what) {
        return look().stream().filter(it -> it.what().equals(what)).findFirst().orElseThrow();
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.api.Assertions.tuple(values);
    }
}
