package rapport.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.duplicates.Merges;
import rapport.crm.record.Attachments;
import rapport.crm.record.Bin;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.kernel.NotFound;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;
import rapport.support.Book;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Leads, who takes part, files, and the bin. */
@WholeTest
class LeadTests {

    @Autowired Leads leads;
    @Autowired Parts parts;
    @Autowired Merges merges;
    @Autowired Records records;
    @Autowired Attachments attachments;
    @Autowired Bin bin;
    @Autowired Book book;
    @Autowired Team team;
    @Autowired TestClock clock;
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
    void anAcceptedLeadBecomesWhatItIs() {
        var lead = book.add(Kind.LEAD, tom.viewer(), "firstName", "Søren", "lastName", "Holm", "company", "Corvid Labs", "email", "s.holm@corvid.example", "owner", tom.id(), "interest", "Flow 900", "leadSource", "Trade fair");
        var accepted = leads.accept(lead.id(), new Leads.Acceptance(null, null, true), tom.viewer());

        var contact = records.read(Kind.CONTACT, accepted.id("contact").orElseThrow(), tom.viewer());
        var deal = records.read(Kind.OPPORTUNITY, accepted.id("opportunity").orElseThrow(), tom.viewer());
        assertThat(contact.text("email")).contains("s.holm@corvid.example");
        assertThat(contact.id("account")).isEqualTo(accepted.id("account"));
        assertThat(records.read(Kind.ACCOUNT, accepted.id("account").orElseThrow(), tom.viewer()).list("domains")).containsExactly("corvid.example");
        assertThat(deal.text("name")).contains("Flow 900");
        assertThat(deal.text("lead_source")).contains("Trade fair");
        assertThatThrownBy(() -> leads.accept(lead.id(), new Leads.Acceptance(null, null, false), tom.viewer())).hasMessageContaining("accepted already");
    }

    @Test
    void whoIsKnownAlreadyIsOfferedAndOnlyCompleted() {
        var account = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Corvid Labs Ltd", "domains", "corvid.example").id();
        var known = book.add(Kind.CONTACT, tom.viewer(), "lastName", "Holm", "email", "s.holm@corvid.example", "title", "Controller");
        var lead = book.add(Kind.LEAD, tom.viewer(), "firstName", "Søren", "lastName", "Holm", "title", "CFO", "email", "S.Holm@corvid.example", "owner", tom.id());

        assertThat(leads.accounts(lead.id(), tom.viewer())).extracting(Leads.Known::id, Leads.Known::because).containsExactly(org.assertj.core.groups.Tuple.tuple(account, "same domain"));
        assertThat(leads.contacts(lead.id(), tom.viewer())).extracting(Leads.Known::id).containsExactly(known.id());
        leads.accept(lead.id(), new Leads.Acceptance(account, known.id(), false), tom.viewer());
        var now = records.read(Kind.CONTACT, known.id(), tom.viewer());
        assertThat(now.text("first_name")).contains("Søren");
        assertThat(now.text("title")).as("what was known stays").contains("Controller");
        assertThat(now.id("account")).contains(account);
    }

    @Test
    void aReturnedLeadSaysWhy() {
        var lead = book.add(Kind.LEAD, tom.viewer(), "lastName", "Holm", "owner", tom.id());
        assertThat(browser.post().uri("/leads/%s/return".formatted(lead.id())).with(tom.asks()).param("reason", " ")).hasStatus(422).bodyText().contains("Say in a sentence why");
        leads.giveBack(lead.id(), "They sell meters themselves", tom.viewer());
        assertThat(browser.get().uri("/leads/" + lead.id()).with(tom.asks())).bodyText().contains("Returned", "They sell meters themselves");
    }

    @Test
    void aLeadIsWorkedOnOnceItsOwnerDoesSomethingAboutIt() {
        var lead = book.add(Kind.LEAD, owner.viewer(), "lastName", "Holm", "owner", tom.id()).id();
        book.add(Kind.ACTIVITY, owner.viewer(), "name", "Asked Tom to call", "sort", "NOTE", "lead", lead);
        book.add(Kind.ACTIVITY, tom.viewer(), "name", "Call him", "sort", "TASK", "lead", lead);
        assertThat(records.read(Kind.LEAD, lead, tom.viewer()).text("status")).as("somebody else wrote, and a task is still to do").contains("NEW");

        assertThat(browser.post().uri("/leads/%s/activities".formatted(lead)).with(tom.asks()).param("sort", "CALL").param("words", "He calls back")).hasStatus(303);

        assertThat(records.read(Kind.LEAD, lead, tom.viewer()).text("status")).contains("WORKING");
        assertThat(browser.get().uri("/leads/" + lead).with(tom.asks())).bodyText().contains("Working on it", "Status: Working on it");
        leads.giveBack(lead, "They sell meters themselves", tom.viewer());
        book.add(Kind.ACTIVITY, tom.viewer(), "name", "Said goodbye", "sort", "CALL", "lead", lead);
        assertThat(records.read(Kind.LEAD, lead, tom.viewer()).text("status")).contains("RETURNED");
    }

    @Test
    void oneIsRemindedFromThatMomentOn() {
        var lead = book.add(Kind.LEAD, tom.viewer(), "lastName", "Holm", "owner", tom.id()).id();
        var far = book.add(Kind.ACTIVITY, tom.viewer(), "name", "Send the figures", "sort", "TASK", "lead", lead, "dueOn", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(30), "remindAt", clock.instant().plus(Duration.ofHours(2))).id();
        book.add(Kind.ACTIVITY, tom.viewer(), "name", "Ask again", "sort", "CALL", "remindAt", clock.instant().plus(Duration.ofHours(2)));
        assertThat(browser.get().uri("/today").with(tom.asks())).bodyText().doesNotContain("Send the figures", "Ask again");
        clock.pass(Duration.ofHours(3));

        assertThat(browser.get().uri("/today").with(tom.asks())).bodyText().contains("Send the figures", "For Holm.", "Ask again", "reminder");
        assertThat(browser.get().uri("/today").with(rita.asks())).bodyText().doesNotContain("Send the figures");
        browser.post().uri("/activities/%s/done".formatted(far)).with(tom.asks()).exchange();
        assertThat(browser.get().uri("/today").with(tom.asks())).bodyText().contains("Ask again").doesNotContain("Send the figures");
    }

    @Test
    void whoTakesPartIsNamedOnceAndTold() {
        var deal = new OpportunityId(book.opportunity(tom.id(), owner.viewer()));
        var jonna = book.add(Kind.CONTACT, tom.viewer(), "firstName", "Jonna", "lastName", "Saar").id();
        parts.take(deal, jonna, "DECIDES", tom.viewer());
        assertThatThrownBy(() -> parts.take(deal, jonna, "DECIDES", tom.viewer())).hasMessageContaining("already");
        assertThatThrownBy(() -> parts.take(deal, jonna, "DREAMS", tom.viewer())).hasMessageContaining("One of");
        assertThat(browser.get().uri("/opportunities/" + deal).with(tom.asks())).bodyText().contains("Jonna Saar", "Decides: Jonna Saar");
        assertThatThrownBy(() -> parts.of(deal, rita.viewer())).isInstanceOf(NotFound.class);
    }

    @Test
    void aFileIsSavedSafelyAndSeenByWhoeverSeesItsRecord() throws Exception {
        var deal = book.opportunity(tom.id(), owner.viewer());
        var kept = attachments.add(Kind.OPPORTUNITY, deal, "../../Ängebot \"x\".html", new ByteArrayInputStream("<script>".getBytes()), tom.viewer());

        assertThat(kept.name()).isEqualTo("Ängebot x.html");
        var answer = browser.get().uri("/attachments/" + kept.id()).with(tom.asks()).exchange();
        assertThat(answer).hasStatusOk().headers().hasValue("Content-Type", "application/octet-stream");
        assertThat(answer.getResponse().getHeader("Content-Disposition")).startsWith("attachment;");
        assertThat(browser.get().uri("/attachments/" + kept.id()).with(rita.asks())).hasStatus(404);
        assertThatThrownBy(() -> attachments.add(Kind.OPPORTUNITY, deal, "big", new java.io.SequenceInputStream(new ByteArrayInputStream(new byte[1 << 20]), new java.io.InputStream() {
            @Override
            public int read() {
                return 1;
            }
        }), tom.viewer())).hasMessageContaining("at most 25 MB");
        attachments.take(kept.id(), tom.viewer());
        assertThat(browser.get().uri("/attachments/" + kept.id()).with(tom.asks())).hasStatus(404);
    }

    @Test
    void theBinKeepsForNinetyDays() {
        var account = book.account("Brightwater", tom.viewer());
        var contact = book.add(Kind.CONTACT, tom.viewer(), "lastName", "Saar", "account", account);
        records.bin(Kind.ACCOUNT, account, tom.viewer());
        assertThat(bin.of(rita.viewer())).extracting(Bin.Binned::id).containsExactly(account);

        clock.pass(Duration.ofDays(89));
        bin.empty(system());
        assertThat(bin.of(rita.viewer())).hasSize(1);
        clock.pass(Duration.ofDays(2));
        bin.empty(system());
        assertThat(bin.of(rita.viewer())).isEmpty();
        assertThatThrownBy(() -> records.readAny(Kind.ACCOUNT, account, tom.viewer())).isInstanceOf(NotFound.class);
        assertThat(records.read(Kind.CONTACT, contact.id(), tom.viewer()).get("account")).isNull();
    }

    /** An activity with an account is everybody's, but not one about a deal: that goes with the deal. */
    @Test
    void whatWasSaidAboutADealOrALeadGoesWithItAndIsNeverLeftToEverybody() {
        var account = book.account("Brightwater", tom.viewer());
        var deal = book.opportunity(tom.id(), owner.viewer());
        var lead = book.add(Kind.LEAD, tom.viewer(), "lastName", "Holm", "owner", tom.id()).id();
        var price = book.add(Kind.ACTIVITY, tom.viewer(), "name", "They may pay 40,000", "sort", "CALL", "account", account, "opportunity", deal).id();
        var doubt = book.add(Kind.ACTIVITY, tom.viewer(), "name", "He doubts us", "sort", "CALL", "account", account, "lead", lead).id();
        var visit = book.add(Kind.ACTIVITY, tom.viewer(), "name", "Visited the plant", "sort", "MEETING", "account", account).id();
        records.bin(Kind.OPPORTUNITY, deal, tom.viewer());
        records.bin(Kind.LEAD, lead, tom.viewer());
        clock.pass(Duration.ofDays(91));
        bin.empty(system());

        assertThat(browser.get().uri("/accounts/" + account).with(rita.asks())).bodyText().contains("Visited the plant").doesNotContain("They may pay", "He doubts us");
        assertThat(records.read(Kind.ACTIVITY, visit, rita.viewer()).id("account")).contains(account);
        for (var gone : List.of(price, doubt)) {
            assertThatThrownBy(() -> records.readAny(Kind.ACTIVITY, gone, owner.viewer())).isInstanceOf(NotFound.class);
            assertThat(lastTold(gone)).as("their history ends with it").isEqualTo("id " + gone + " → null");
        }
    }

    @Test
    void whatBecameAnotherLeavesTheBinWithIt() {
        var stays = book.account("Corvid Labs", tom.viewer());
        var winner = book.account("Brightwater", tom.viewer());
        var loser = book.account("Bright Water", tom.viewer());
        var first = book.account("BWF", tom.viewer());
        var child = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Brightwater Kiel", "parent", winner);
        merges.merge(Kind.ACCOUNT, loser, first, List.of(), tom.viewer());
        var merge = merges.merge(Kind.ACCOUNT, winner, loser, List.of(), tom.viewer());
        records.bin(Kind.ACCOUNT, winner, tom.viewer());
        clock.pass(Duration.ofDays(91));
        bin.empty(system());

        assertThat(browser.get().uri("/accounts").with(tom.asks())).bodyText().contains("Corvid Labs", "Brightwater Kiel").doesNotContain("Bright Water", "BWF");
        assertThat(List.of(winner, loser, first)).allSatisfy(it -> assertThatThrownBy(() -> records.readAny(Kind.ACCOUNT, it, owner.viewer())).isInstanceOf(NotFound.class));
        assertThat(records.read(Kind.ACCOUNT, child.id(), tom.viewer()).get("parent")).isNull();
        assertThat(records.read(Kind.ACCOUNT, stays, tom.viewer()).mergedInto()).isEmpty();
        assertThatThrownBy(() -> merges.unmerge(merge, tom.viewer())).isInstanceOf(NotFound.class);
        assertThat(lastTold(loser)).isEqualTo("id " + loser + " → null");
        Long open = transactions.execute(_ -> jdbc.sql("select count(*) from crm.merge where undone_at is null").query(Long.class).single());
        assertThat(open).isZero();
    }

    private String lastTold(UUID record) {
        return transactions.execute(_ -> jdbc.sql("select concat(field, ' ', before, ' → ', coalesce(after, 'null')) from crm.change where record = ? order by position desc limit 1").param(record).query(String.class).single());
    }

    private Viewer system() {
        return Viewer.system(Workspaces.current().orElseThrow(), "test");
    }
}
