package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.duplicates.Merges;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.imports.Imports;
import rapport.kernel.Role;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;
import rapport.prospecting.routes.Introductions;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Team;
import rapport.support.WholeTest;

/** Whoever asks is told everything and is forgotten: in no table, no history, no log stands anything about them, and nobody brings them back. */
@WholeTest
class ErasureTests {

    @Autowired MockMvcTester browser;
    @Autowired Records records;
    @Autowired Attempts attempts;
    @Autowired Introductions introductions;
    @Autowired Imports imports;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired JdbcClient jdbc;
    @Autowired Merges merges;
    @Autowired TransactionOperations transactions;

    Team.Member olga;
    Team.Member ben;
    CrmRecord jonna;

    @BeforeEach
    void somebodyMuchIsKnownOf() {
        olga = team.hire("Olga Admin", Role.ADMIN);
        var lead = "Record ID,First Name,Last Name,Email\n7,Jonna,Xylander,jonna.xylander@brightwater.example\n";
        imports.runAtOnce(List.of(new Imports.Upload("hubspot-crm-exports-contacts.csv", new ByteArrayInputStream(lead.getBytes(StandardCharsets.UTF_8)))), new Imports.Terms(true, true), olga.viewer());
        var brought = transactions.execute(_ -> jdbc.sql("select id from crm.contact where last_name = 'Xylander'").query(java.util.UUID.class).single());
        ben = team.hire("Ben Okafor", Role.REP);
        jonna = book.change(records.read(Kind.CONTACT, brought, olga.viewer()), olga.viewer(), "phone", "+442079460123", "country", "GB", "description", "Xylander likes tea");
        jonna = book.change(jonna, ben.viewer(), "title", "Xylander's plant manager");
        book.add(Kind.LEAD, ben.viewer(), "owner", ben.id(), "firstName", "Jonna", "lastName", "Xylander", "company", "Brightwater", "email", "jonna.xylander@brightwater.example");
        transactions.executeWithoutResult(_ -> jdbc.sql("insert into imports.difference (import, position, kind, record, name, field, after) select i.id, 900, 'lead', l.id, l.name, 'email', l.email from imports.import i, crm.lead l where l.last_name = 'Xylander'").update()); // as if a rehearsal had noted it
        book.add(Kind.ACTIVITY, ben.viewer(), "name", "Tea with Xylander", "sort", "NOTE", "owner", ben.id(), "contact", jonna.id(), "description", "Xylander said no");
        attempts.log(new Attempts.Wish(jonna.id(), CallOutcome.NO_ANSWER, null, null, "Xylander is never in before ten", null), ben.viewer());
        var ada = book.add(Kind.CONTACT, ben.viewer(), "firstName", "Ada", "lastName", "Lund", "email", "ada@brightwater.example", "country", "GB");
        introductions.ask(jonna.id(), ada.id(), "Would you introduce me to Xylander?", ben.viewer());
    }

    @Test
    void theyAreHandedEverything() {
        assertThat(page(olga, "/contacts/" + jonna.id())).contains("What we know of them");
        assertThat(page(ben, "/contacts/" + jonna.id())).doesNotContain("What we know of them");
        assertThat(page(olga, path(""))).contains("What we know of Jonna Xylander", "leads with their address", "attempts", "Take it along");
        assertThat(page(olga, path("/everything"))).contains("Xylander likes tea", "Tea with Xylander", "Xylander is never in before ten", "NO_ANSWER", "Would you introduce me to Xylander?");
    }

    @Test
    @Check(12)
    void nothingIsLeftOfThem() {
        assertThat(erase("Jonna")).isEqualTo(422);
        assertThat(page(olga, "/contacts/" + jonna.id())).as("nothing was erased").contains("Xylander");
        assertThat(browser.post().uri(path("/erasure")).param("name", "Jonna Xylander").with(ben.asks()).exchange()).hasStatus(403);
        assertThat(erase(" jonna xylander ")).isEqualTo(303);
        assertThat(browser.get().uri("/contacts/" + jonna.id()).with(olga.asks()).exchange()).hasStatus(404);
        assertThat(wherever("xylander")).as("every table with the word").isEmpty();
        long left = transactions.execute(_ -> jdbc.sql("select count(*) from prospecting.attempt").query(Long.class).single());
        assertThat(left).as("attempts stay, as numbers").isEqualTo(2);
    }

    /** Also where their other address was taken out again after the merge. */
    @Test
    @Check(12)
    void nothingIsLeftOfWhomTheyWereMergedWith() {
        var twin = book.add(Kind.CONTACT, ben.viewer(), "firstName", "J.", "lastName", "Xylander", "email", "twin.xylander@brightwater.example");
        attempts.log(new Attempts.Wish(twin.id(), CallOutcome.VOICEMAIL, null, null, "Twin of Xylander", null), ben.viewer());
        merges.merge(Kind.CONTACT, jonna.id(), twin.id(), List.of(), olga.viewer());
        book.change(records.read(Kind.CONTACT, jonna.id(), olga.viewer()), olga.viewer(), "otherEmails", "");
        assertThat(page(olga, path("/everything"))).contains("Xylander is never in before ten", "Twin of Xylander", "twin.xylander@brightwater.example");
        assertThat(erase("Jonna Xylander")).isEqualTo(303);
        assertThat(wherever("xylander")).isEmpty();
        assertThat(browser.post().uri("/contacts").param("lastName", "Back").param("email", "twin.xylander@brightwater.example").with(ben.asks()).exchange()).hasStatus(422).bodyText().contains("asked to be forgotten");
    }

    @Test
    void nobodyBringsThemBack() {
        erase("Jonna Xylander");
        for (var written : List.of("jonna.xylander@brightwater.example", "Jonna.Xylander@Brightwater.example", "jonna.xylander+news@brightwater.example")) {
            assertThat(browser.post().uri("/contacts").param("lastName", "Back").param("email", written).with(ben.asks()).exchange()).as(written).hasStatus(422).bodyText().contains("asked to be forgotten");
        }
        assertThat(browser.post().uri("/contacts").param("lastName", "Back").param("otherEmails", "jonna.xylander@brightwater.example").with(ben.asks()).exchange()).as("as another address").hasStatus(422).bodyText().contains("asked to be forgotten");
        assertThat(browser.post().uri("/leads").param("lastName", "Back").param("owner", ben.id().toString()).param("email", "jonna.xylander@brightwater.example").with(ben.asks()).exchange()).hasStatus(422).bodyText().contains("asked to be forgotten");
        assertThat(wherever("xylander")).isEmpty();
    }

    /** Another row of the file comes in all the same. */
    @Test
    @Check(12)
    void anImportLeavesThemOutAndSaysWhy() {
        erase("Jonna Xylander");
        var csv = "Record ID,First Name,Last Name,Email\n1,Jonna,X,Jonna.Xylander@brightwater.example\n2,Jonna,X,jonna.xylander+old@brightwater.example\n3,Ida,Berg,ida@brightwater.example\n";
        var done = imports.runAtOnce(List.of(new Imports.Upload("hubspot-crm-exports-contacts.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)))), new Imports.Terms(true, true), olga.viewer());
        assertThat(done.problems()).extracting(it -> it.line() + " " + it.sentence()).hasSize(2).allSatisfy(it -> assertThat(it).contains("asked to be forgotten", "Nothing of this row was taken."));
        assertThat(wherever("xylander")).isEmpty();
        assertThat(wherever("ida@brightwater.example")).isNotEmpty();
    }

    @Test
    void whoObjectsIsPutOnAListNobodyCanRead() {
        var settings = "/settings/suppressions";
        assertThat(browser.post().uri(settings).param("address", "Ada@brightwater.example").param("channel", "EMAIL").param("evidence", "").with(ben.asks()).exchange()).hasStatus(422).bodyText().contains("Say how you know");
        assertThat(browser.post().uri(settings).param("address", "nobody").param("channel", "EMAIL").param("evidence", "by letter").with(ben.asks()).exchange()).hasStatus(422).bodyText().contains("“nobody” is no e-mail address");
        assertThat(browser.post().uri(settings).param("address", "Ada@brightwater.example").param("channel", "EMAIL").param("evidence", "by letter").with(ben.asks()).exchange()).hasStatus(303);
        assertThat(page(ben, settings)).contains("objected", "by letter").doesNotContain("ada@brightwater");
        assertThat(page(ben, "/api/v1/prospecting/suppressions?channel=EMAIL&address=ADA@brightwater.example")).contains("\"suppressed\":true");
        assertThat(page(ben, "/api/v1/prospecting/suppressions?channel=EMAIL&address=ida@brightwater.example")).contains("\"suppressed\":false");
        var ada = transactions.execute(_ -> jdbc.sql("select id from crm.contact where last_name = 'Lund'").query(java.util.UUID.class).single());
        assertThat(browser.post().uri("/settings/mailboxes").param("address", "ben@northlight.example").param("shownAs", "Ben").param("host", "127.0.0.1").param("port", "9").param("security", "NONE").param("daily", "10").param("gapSeconds", "0").with(ben.asks()).exchange()).hasStatus(303);
        assertThat(page(ben, "/prospecting/mails/new?contact=" + ada)).contains("They want no e-mail");
        assertThat(browser.post().uri("/api/v1/prospecting/suppressions").contentType("application/json").content("{\"address\": \"brightwater.example\", \"evidence\": \"by letter\"}").with(team.hire("Vera Viewer", Role.VIEWER).asks()).exchange()).hasStatus(403);
    }

    /** Rows of every table there is, as text. */
    private List<String> wherever(String word) {
        return transactions.execute(_ -> {
            var found = new ArrayList<String>();
            for (var table : jdbc.sql("select table_schema || '.' || table_name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE' and has_table_privilege(current_user, quote_ident(table_schema) || '.' || quote_ident(table_name), 'select')").query(String.class).list()) {
                var rows = jdbc.sql("select count(*) from %s e where lower(to_jsonb(e)::text) like '%%%s%%'".formatted(table, word)).query(Long.class).single();
                if (rows > 0) {
                    found.add("%s: %d".formatted(table, rows));
                }
            }
            return found;
        });
    }

    private String path(String more) {
        return "/contacts/%s/person%s".formatted(jonna.id(), more);
    }

    private int erase(String name) {
        return browser.post().uri(path("/erasure")).param("name", name).with(olga.asks()).exchange().getMvcResult().getResponse().getStatus();
    }

    private String page(Team.Member who, String path) {
        return new String(browser.get().uri(path).with(who.asks()).exchange().getMvcResult().getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
