package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.prospecting.dispatch.Errand;
import rapport.prospecting.dispatch.Mortal;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Outbox;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gifts: within the limits of whoever gets them, approved where they are not small, and ordered once however often it is tried. */
@WholeTest
class GiftTests {

    @Autowired MockMvcTester browser;
    @Autowired Plays plays;
    @Autowired Enrolments enrolments;
    @Autowired List<Errand> errands;
    @Autowired Mortal nodes;
    @Autowired Outbox outbox;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired TestClock clock;
    @Autowired JsonMapper json;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    HttpServer provider;
    final Map<String, JsonNode> orders = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger broken = new AtomicInteger();
    volatile String redeemed = "null";
    Team.Member ben;
    Team.Member mia;
    Team.Member olga;
    PlayId play;

    @BeforeEach
    void aProviderAndAPlay() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/api/v2/orders", it -> {
            var order = json.readTree(it.getRequestBody().readAllBytes());
            asked.add(it.getRequestHeaders().getFirst("Authorization"));
            var known = orders.putIfAbsent(order.path("external_id").asString(), order) != null;
            var failing = broken.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            var body = (failing ? "{\"errors\": {\"message\": \"try again\"}}" : "{\"order\": {\"id\": \"O1\", \"rewards\": [{\"id\": \"R1\", \"delivery\": {\"status\": \"PENDING\"}}]}}").getBytes(StandardCharsets.UTF_8);
            it.sendResponseHeaders(failing ? 503 : known ? 201 : 200, body.length);
            it.getResponseBody().write(body);
            it.close();
        });
        provider.createContext("/api/v2/rewards/R1", it -> {
            var body = "{\"reward\": {\"id\": \"R1\", \"delivery\": {\"status\": \"SUCCEEDED\"}, \"redeemed_at\": %s}}".formatted(redeemed).getBytes(StandardCharsets.UTF_8);
            it.sendResponseHeaders(200, body.length);
            it.getResponseBody().write(body);
            it.close();
        });
        provider.start();
        olga = team.hire("Olga Admin", Role.ADMIN);
        mia = team.hire("Mia Manager", Role.MANAGER);
        ben = team.hire("Ben Okafor", Role.REP, mia);
        play = plays.make("Coffee", Plays.Kind.PROSPECT, "To be kept", List.of(Step.of(1, StepKind.GIFT, 0, Step.Unit.BUSINESS, "A coffee", "A coffee, {{first_name}}."), Step.of(2, StepKind.GENERIC, 1, Step.Unit.BUSINESS, "", "Ask")), olga.viewer());
        plays.publish(play, olga.viewer());
        assertThat(set("USD", false)).isEqualTo(303);
    }

    @AfterEach
    void close() {
        provider.stop(0);
    }

    @Test
    @Check(22)
    void aGiftThatIsTriedFiveTimesIsOrderedOnce() {
        broken.set(4);
        var jonna = contact("jonna@brightwater.example", "GB");
        assertThat(wish(jonna, "10")).contains("EUR", "nobody can say whether it is within");
        assertThat(browser.post().uri("/settings/gifts/closing").with(olga.asks()).exchange()).hasStatus(303);
        assertThat(set("EUR", false)).isEqualTo(303);
        assertThat(wish(jonna, "10")).contains("It is ordered.");
        for (var attempt = 0; attempt < 5; attempt++) {
            outbox.send();
            clock.pass(Duration.ofMinutes(20));
        }
        assertThat(asked).hasSize(5).containsOnly("Bearer a key nobody sees");
        assertThat(orders).hasSize(1);
        var order = orders.values().iterator().next();
        assertThat(order.at("/reward/value/denomination").decimalValue()).isEqualByComparingTo("10");
        assertThat(order.at("/reward/recipient/email").asString()).isEqualTo("jonna@brightwater.example");
        assertThat(order.at("/reward/delivery/meta/message").asString()).isEqualTo("A coffee, Jonna.");
        assertThat(page(ben, "/prospecting/gifts")).contains("1 gift", "10.00 EUR", "ordered").doesNotContain("a key nobody sees");
        assertThat(page(ben, "/contacts/%s/tally".formatted(jonna))).contains("Attempt 1", "1 gift");
    }

    @Test
    void aNodeThatDiesBetweenOrderingAndKnowingItOrdersUnderTheSameName() {
        set("EUR", true);
        var jonna = contact("jonna@brightwater.example", "GB");
        wish(jonna, "10");
        var node = nodes.begin("here " + UUID.randomUUID());
        nodes.beginAll(node);
        nodes.die(node);
        clock.pass(Duration.ofMinutes(1));
        follow();
        outbox.send();
        assertThat(orders).hasSize(1);
        assertThat(state()).isEqualTo("ORDERED");
    }

    @Test
    @Check(22)
    void whatIsUnclaimedIsShownAndWhatIsClaimedIsNoAttempt() {
        set("EUR", true);
        var jonna = contact("jonna@brightwater.example", "GB");
        wish(jonna, "10");
        outbox.send();
        clock.pass(Duration.ofDays(15));
        follow();
        assertThat(page(ben, "/prospecting/gifts")).contains("1 lies unclaimed for long: say a word", "unclaimed");
        redeemed = "\"2026-03-17T10:00:00Z\"";
        clock.pass(Duration.ofHours(2));
        follow();
        assertThat(page(ben, "/prospecting/gifts")).contains("claimed");
        assertThat(page(ben, "/contacts/%s/tally".formatted(jonna))).contains("Attempt 1");
        assertThat(transactions.<List<String>>execute(_ -> jdbc.sql("select outcome from prospecting.attempt order by outcome").query(String.class).list())).containsExactly("CLAIMED", "SENT");
    }

    /** 5 CFR 2635.204(a): 20 dollars an occasion, 50 a year from one source, no cash. */
    @Test
    @Check(22)
    void servantsOfTheUnitedStatesTakeLittle() {
        var officer = contact("officer@agency.gov", "US");
        assertThat(wish(officer, "20.01")).contains("At most 20 USD at a time.", "5 CFR 2635.204(a)");
        assertThat(wish(officer, "20")).contains("It waits for somebody to approve it.");
        for (var more : List.of(20, 10)) {
            given(officer, more);
        }
        assertThat(given("10", officer)).contains("At most 50 USD a year; 50 USD were given this year.");
        set("USD", true);
        var other = contact("colonel@base.mil", "US");
        assertThat(wish(other, "5")).contains("counts as cash");
        assertThat(orders).isEmpty();
    }

    @Test
    @Check(22)
    void whatIsNotSmallSomebodyElseApproves() {
        set("EUR", true);
        var jonna = contact("jonna@brightwater.example", "GB");
        assertThat(wish(jonna, "50.01")).contains("At most 50 EUR at a time");
        assertThat(wish(jonna, "0")).contains("more than nothing");
        assertThat(wish(jonna, "40")).contains("It waits for somebody to approve it.");
        outbox.send();
        assertThat(orders).isEmpty();
        var path = "/prospecting/gifts/" + touch();
        assertThat(browser.post().uri(path + "/approval").with(ben.asks()).exchange()).hasStatus(403);
        assertThat(page(mia, "/prospecting/gifts")).contains("1 waits for approval", "Approve");
        assertThat(browser.post().uri(path + "/refusal").with(mia.asks()).exchange()).hasStatus(303);
        assertThat(page(ben, "/prospecting/gifts")).contains("declined");
        assertThat(wish(jonna, "30")).contains("It waits for somebody to approve it.");
        assertThat(browser.post().uri(path + "/approval").with(mia.asks()).exchange()).hasStatus(303);
        assertThat(browser.post().uri(path + "/approval").with(mia.asks()).exchange()).as("twice is once").hasStatus(404);
        outbox.send();
        assertThat(orders).hasSize(1);
    }

    @Test
    void whoTakesNoGiftsGetsNone() {
        set("EUR", true);
        var jonna = contact("jonna@brightwater.example", "GB");
        transactions.executeWithoutResult(_ -> jdbc.sql("update crm.contact set refused = '{GIFT}' where id = ?").param(jonna).update());
        assertThat(wish(jonna, "10")).contains("They have refused it.");
        assertThat(browser.post().uri("/settings/gifts").param("address", "http://elsewhere.example").param("currency", "euro").param("usual", "0").with(olga.asks()).exchange()).hasStatus(422).bodyText().contains("https://", "Three letters, such as EUR", "More than nothing", "The key the provider gave you");
    }

    private int set(String currency, boolean anew) {
        if (anew) {
            browser.post().uri("/settings/gifts/closing").with(olga.asks()).exchange();
        }
        return browser.post().uri("/settings/gifts").param("address", "http://127.0.0.1:%d/api/v2/".formatted(provider.getAddress().getPort())).param("key", "a key nobody sees").param("funding", "balance").param("campaign", "coffee").param("cashLike", String.valueOf(anew && currency.equals("USD")))
                .param("currency", currency).param("usual", "10").param("approvalAbove", "15").param("reminderDays", "14").with(olga.asks()).exchange().getMvcResult().getResponse().getStatus();
    }

    private UUID contact(String email, String country) {
        var id = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Jonna", "lastName", "Saar", "email", email, "street", "Street 1", "city", "Town", "country", country).id();
        enrolments.enrol(play, List.of(id), ben.viewer());
        return id;
    }

    /** Earlier in the year, by another play. */
    private void given(UUID contact, int amount) {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("insert into prospecting.touch (id, contact, owner, kind, state, due_at, touched_at) select gen_random_uuid(), contact, owner, 'GIFT', 'SENT', due_at, touched_at from prospecting.touch where contact = ? and kind = 'GIFT' limit 1").param(contact).update();
            jdbc.sql("insert into prospecting.gift (touch, contact, shop, amount, currency, state, verdict, wished_by, wished_at, reward) select t.id, t.contact, s.id, ?, 'USD', 'CLAIMED', '', t.owner, timestamptz '2026-01-05Z', 'R0' from prospecting.touch t, prospecting.gift_shop s where t.contact = ? and t.state = 'SENT' and s.closed_at is null and not exists (select from prospecting.gift g where g.touch = t.id)").param(amount).param(contact).update();
        });
    }

    private String given(String amount, UUID contact) {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("insert into prospecting.touch (id, contact, owner, kind, lane, state, due_at, touched_at) select gen_random_uuid(), contact, owner, 'GIFT', null, 'PLANNED', due_at, touched_at from prospecting.touch where contact = ? and kind = 'GIFT' limit 1").param(contact).update();
        });
        var touch = transactions.execute(_ -> jdbc.sql("select id from prospecting.touch t where contact = ? and state = 'PLANNED' and not exists (select from prospecting.gift g where g.touch = t.id)").param(contact).query(UUID.class).single());
        return wish(touch.toString(), amount);
    }

    private String wish(UUID contact, String amount) {
        return wish(transactions.execute(_ -> jdbc.sql("select id from prospecting.touch where kind = 'GIFT' and contact = ? order by id limit 1").param(contact).query(UUID.class).single()).toString(), amount);
    }

    /** What is said then, on the page or on the next one. */
    private String wish(String touch, String amount) {
        var answer = browser.post().uri("/prospecting/touches/%s/order".formatted(touch)).param("amount", amount).with(ben.asks()).exchange().getMvcResult().getResponse();
        if (answer.getStatus() == 422) {
            return new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
        }
        assertThat(answer.getStatus()).isEqualTo(303);
        return new String(Base64.getUrlDecoder().decode(java.util.Arrays.stream(answer.getCookies()).map(jakarta.servlet.http.Cookie::getValue).filter(it -> !it.isEmpty()).reduce((_, last) -> last).orElseThrow()), StandardCharsets.UTF_8);
    }

    private void follow() {
        errands.forEach(errand -> errand.due().forEach(errand::run));
    }

    private UUID touch() {
        return transactions.execute(_ -> jdbc.sql("select touch from prospecting.gift").query(UUID.class).single());
    }

    private String state() {
        return transactions.execute(_ -> jdbc.sql("select state from prospecting.gift").query(String.class).single());
    }

    private String page(Team.Member who, String path) {
        return new String(browser.get().uri(path).with(who.asks()).exchange().getMvcResult().getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
