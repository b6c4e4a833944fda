package rapport.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.crm.duplicates.Merges;
import rapport.crm.record.Batches;
import rapport.crm.record.Edits;
import rapport.crm.record.Fields;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.crm.record.Saved;
import rapport.crm.record.Timeline;
import rapport.crm.record.Type;
import rapport.crm.record.Unfit;
import rapport.crm.record.Views;
import rapport.kernel.NotFound;
import rapport.kernel.Role;
import rapport.support.Book;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** What writing a record promises: nothing lost, nobody overwritten unseen, everything told. */
@WholeTest
class RecordsTests {

    @Autowired Records records;
    @Autowired Deals deals;
    @Autowired Parts parts;
    @Autowired Pipelines pipelines;
    @Autowired Batches batches;
    @Autowired Fields fields;
    @Autowired Merges merges;
    @Autowired Views views;
    @Autowired Timeline timeline;
    @Autowired Book book;
    @Autowired Team team;
    @Autowired TestClock clock;
    @Autowired MockMvcTester browser;

    Team.Member owner;
    Team.Member maya;
    Team.Member tom;

    @BeforeEach
    void people() {
        owner = team.hire("Olivia Owner", Role.OWNER);
        maya = team.hire("Maya Manager", Role.MANAGER, owner);
        tom = team.hire("Tom Rep", Role.REP, maya);
    }

    @Test
    void twoWhoChangeDifferentFieldsBothGetTheirWay() {
        var account = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Brightwater", "city", "Bremen", "sector", "Food");
        records.change(Kind.ACCOUNT, account.id(), Edits.of("name", "Brightwater Foods", "city", "Bremen", "sector", "Food").on(0), maya.viewer());

        var saved = records.change(Kind.ACCOUNT, account.id(), Edits.of("name", "Brightwater", "city", "Hamburg", "sector", "Food").on(0), tom.viewer());

        assertThat(saved).isInstanceOf(Saved.Done.class);
        var now = records.read(Kind.ACCOUNT, account.id(), tom.viewer());
        assertThat(now.text("name")).contains("Brightwater Foods");
        assertThat(now.text("city")).contains("Hamburg");
    }

    @Test
    void theSameFieldShowsBothValuesAndTheSecondChooses() {
        var account = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Brightwater", "city", "Bremen");
        records.change(Kind.ACCOUNT, account.id(), Edits.of("city", "Hamburg").on(0), maya.viewer());

        var clash = (Saved.Clashing) records.change(Kind.ACCOUNT, account.id(), Edits.of("city", "Kiel").on(0), tom.viewer());
        assertThat(clash.clashes()).singleElement().satisfies(it -> {
            assertThat(it.field().name()).isEqualTo("city");
            assertThat(it.mine()).isEqualTo("Kiel");
            assertThat(it.theirs()).isEqualTo("Hamburg");
            assertThat(it.who()).isEqualTo(maya.id().value());
        });
        assertThat(records.read(Kind.ACCOUNT, account.id(), tom.viewer()).text("city")).as("nothing was saved").contains("Hamburg");

        assertThat(browser.post().uri("/accounts/" + account.id()).with(tom.asks()).param("version", "0").param("city", "Kiel"))
                .hasStatus(422).bodyText().contains("Maya Manager changed this", "“Hamburg”", "Keep mine", "Take theirs", "value=\"Kiel\"");
        assertThat(browser.post().uri("/accounts/" + account.id()).with(tom.asks()).param("version", "1").param("city", "Kiel").param("choice.city", "theirs")).hasStatus(303);
        assertThat(records.read(Kind.ACCOUNT, account.id(), tom.viewer()).text("city")).contains("Hamburg");
        assertThat(records.change(Kind.ACCOUNT, account.id(), new Edits(java.util.Map.of("city", List.of("Kiel")), 0, Set.of("city")), tom.viewer())).isInstanceOf(Saved.Done.class);
    }

    @Test
    void aFieldChangedBackAndForthIsNoClash() {
        var account = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Brightwater", "city", "Bremen");
        records.change(Kind.ACCOUNT, account.id(), Edits.of("city", "Hamburg").on(0), maya.viewer());
        records.change(Kind.ACCOUNT, account.id(), Edits.of("city", "Bremen").on(1), maya.viewer());

        assertThat(records.change(Kind.ACCOUNT, account.id(), Edits.of("city", "Bremen").on(0), tom.viewer())).isInstanceOfSatisfying(Saved.Done.class, it -> assertThat(it.record().version()).isEqualTo(2));
    }

    @Test
    void aChangeIsKeptWithOldAndNewAndWho() {
        var deal = book.opportunity(tom.id(), "Prospecting", 100, null, owner.viewer());
        records.change(Kind.OPPORTUNITY, deal, Edits.of("amount", "250", "stage", book.stage("Engaging", owner.viewer())), maya.viewer());

        assertThat(browser.get().uri("/opportunities/" + deal).with(tom.asks())).bodyText().contains("Value: 250", "Stage: Engaging", "before: ", "100", "Prospecting", "Maya Manager");
    }

    @Test
    void waysOfContactAreCalledWhatTheyAreCalledInTheForm() {
        var jonna = book.add(Kind.CONTACT, tom.viewer(), "lastName", "Berg");
        records.change(Kind.CONTACT, jonna.id(), Edits.of("allowed", List.of("EMAIL", "SOCIAL")), maya.viewer());
        assertThat(browser.get().uri("/contacts/" + jonna.id()).with(tom.asks())).bodyText().contains("Agreed to: E-mail, Social networks");
        records.change(Kind.CONTACT, jonna.id(), Edits.of("allowed", List.of()), owner.viewer());
        assertThat(browser.get().uri("/contacts/" + jonna.id()).with(tom.asks())).bodyText().contains("Agreed to: taken away", "before: E-mail, Social networks");
    }

    @Test
    void aContactSaysWhereTheyWereBeforeAndWhichDealsTheyTakePartIn() {
        var brightwater = book.account("Brightwater Foods", tom.viewer());
        var jonna = book.add(Kind.CONTACT, tom.viewer(), "firstName", "Jonna", "lastName", "Berg", "account", brightwater);
        records.change(Kind.CONTACT, jonna.id(), Edits.of("account", book.account("Kestrel Bio", tom.viewer())), tom.viewer());
        var seen = book.opportunity(tom.id(), tom.viewer());
        var unseen = book.opportunity(owner.id(), owner.viewer());
        parts.take(new OpportunityId(seen), jonna.id(), "PAYS", tom.viewer());
        parts.take(new OpportunityId(unseen), jonna.id(), "BLOCKS", owner.viewer());

        assertThat(browser.get().uri("/contacts/" + jonna.id()).with(tom.asks())).bodyText().contains("Was with", "/accounts/" + brightwater, "Takes part in", "/opportunities/" + seen, "Pays").doesNotContain(unseen.toString(), "Is against");
    }

    @Test
    void programsAreRefusedWhenTheRecordMovedOn() {
        var account = book.account("Brightwater", tom.viewer());
        var read = browser.get().uri("/api/v1/accounts/" + account).with(tom.asks()).exchange();
        assertThat(read).hasStatusOk().headers().hasValue("ETag", "\"0\"");
        assertThat(browser.patch().uri("/api/v1/accounts/" + account).with(tom.asks()).header("If-Match", "\"0\"").contentType("application/json").content("{\"city\": \"Kiel\"}"))
                .hasStatusOk().headers().hasValue("ETag", "\"1\"");
        assertThat(browser.patch().uri("/api/v1/accounts/" + account).with(tom.asks()).header("If-Match", "\"0\"").contentType("application/json").content("{\"city\": \"Bremen\"}")).hasStatus(412);
        assertThat(browser.delete().uri("/api/v1/accounts/" + account).with(tom.asks()).header("If-Match", "\"0\"")).hasStatus(412);
        assertThat(browser.patch().uri("/api/v1/accounts/" + account).with(tom.asks()).contentType("application/json").content("{\"city\": \"Bremen\"}")).hasStatusOk();
    }

    @Test
    void programsReadWhatSomebodyIsCalledAndWhatStandsOnTheirCard() {
        var jonna = book.add(Kind.CONTACT, tom.viewer(), "firstName", "Jonna", "lastName", "Saar", "title", "Head of quality").id();
        assertThat(browser.get().uri("/api/v1/contacts/" + jonna).with(tom.asks())).bodyJson().hasPathSatisfying("label", it -> it.assertThat().isEqualTo("Jonna Saar")).hasPathSatisfying("title", it -> it.assertThat().isEqualTo("Head of quality"));
        assertThat(browser.get().uri("/api/v1/contacts?columns=title").with(tom.asks())).bodyJson().hasPathSatisfying("items[0].label", it -> it.assertThat().isEqualTo("Jonna Saar")).hasPathSatisfying("items[0].title", it -> it.assertThat().isEqualTo("Head of quality"));
        assertThat(browser.get().uri("/api/v1/accounts/" + book.account("Brightwater", tom.viewer())).with(tom.asks())).bodyJson().hasPathSatisfying("label", it -> it.assertThat().isEqualTo("Brightwater")).doesNotHavePath("title");
    }

    @Test
    void whatIsBinnedIsNowhereAndComesBackWithItsLinks() {
        var account = book.account("Brightwater", tom.viewer());
        var contact = book.add(Kind.CONTACT, tom.viewer(), "lastName", "Saar", "account", account);
        records.bin(Kind.ACCOUNT, account, tom.viewer());

        assertThatThrownBy(() -> records.read(Kind.ACCOUNT, account, tom.viewer())).isInstanceOf(NotFound.class);
        assertThat(browser.get().uri("/accounts").with(tom.asks())).bodyText().doesNotContain("Brightwater");
        assertThat(browser.get().uri("/accounts/" + account).with(tom.asks())).hasStatusOk().bodyText().contains("lies in the bin", "Take it out of the bin");
        assertThat(browser.get().uri("/api/v1/accounts/" + account).with(tom.asks())).hasStatus(404);

        records.restore(Kind.ACCOUNT, account, tom.viewer());
        assertThat(records.read(Kind.CONTACT, contact.id(), tom.viewer()).id("account")).contains(account);
        assertThat(browser.get().uri("/accounts").with(tom.asks())).bodyText().contains("Brightwater");
    }

    @Test
    void whatALinkLeadsToMayLieInTheBinWhileTheRestIsChanged() {
        var account = book.account("Brightwater", tom.viewer()).toString();
        var contact = book.add(Kind.CONTACT, tom.viewer(), "lastName", "Saar", "account", account).id();
        records.bin(Kind.ACCOUNT, java.util.UUID.fromString(account), tom.viewer());

        assertThat(browser.post().uri("/contacts/" + contact).with(tom.asks()).param("version", "0").param("lastName", "Saarinen").param("account", "Brightwater").param("account.id", account).param("account.was", "Brightwater")).hasStatus(303);
        assertThat(records.read(Kind.CONTACT, contact, tom.viewer()).text("last_name")).contains("Saarinen");
        assertThat(records.read(Kind.CONTACT, contact, tom.viewer()).text("account")).contains(account);
        assertThatThrownBy(() -> book.add(Kind.CONTACT, tom.viewer(), "lastName", "Holm", "account", account)).hasMessageContaining("Nothing is known under this id");
    }

    @Test
    void nothingStandsAboveItself() {
        var group = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Brightwater Group");
        var company = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Brightwater Foods", "parent", group.id());
        var plant = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Brightwater Kiel", "parent", company.id());
        assertThatThrownBy(() -> book.change(group, tom.viewer(), "parent", plant.id())).hasMessageContaining("That would be a circle: it belongs to this account");
        assertThatThrownBy(() -> merges.merge(Kind.ACCOUNT, plant.id(), group.id(), List.of(), tom.viewer())).hasMessageContaining("Change “Belongs to” first");
        assertThat(book.change(plant, tom.viewer(), "parent", group.id()).id("parent")).contains(group.id());

        var head = book.add(Kind.CONTACT, tom.viewer(), "lastName", "Saar");
        var engineer = book.add(Kind.CONTACT, tom.viewer(), "lastName", "Holm", "reportsTo", head.id());
        assertThat(browser.patch().uri("/api/v1/contacts/" + head.id()).with(tom.asks()).contentType("application/json").content("{\"reportsTo\": \"%s\"}".formatted(engineer.id()))).hasStatus(409).bodyText().contains("they report to this contact");
        assertThat(records.read(Kind.CONTACT, head.id(), tom.viewer()).get("reports_to")).isNull();
    }

    @Test
    void anOpportunityEndsInOneOfFourWays() {
        var deal = new OpportunityId(book.opportunity(tom.id(), owner.viewer()));
        var today = LocalDate.ofInstant(clock.instant(), tom.viewer().zone());

        assertThatThrownBy(() -> deals.close(deal, Closing.UNSAID, today, null, null, tom.viewer())).hasMessageContaining("Say how");
        assertThatThrownBy(() -> deals.close(deal, Closing.COMPETITOR, today, " ", null, tom.viewer())).hasMessageContaining("Name the competitor");
        assertThatThrownBy(() -> deals.close(deal, Closing.WON, today.plusDays(1), null, null, tom.viewer())).hasMessageContaining("A day that has been");
        assertThat(deals.close(deal, Closing.COMPETITOR, today, "Aquila", "They wanted one invoice", tom.viewer()).text("outcome")).contains("COMPETITOR");
        assertThatThrownBy(() -> deals.move(deal, book.stage("Proposal", owner.viewer()), tom.viewer())).hasMessageContaining("It is closed");
        assertThat(deals.reopen(deal, tom.viewer()).get("outcome")).isNull();
        assertThat(deals.move(deal, book.stage("Proposal", owner.viewer()), tom.viewer()).day("stage_since")).contains(today);
    }

    @Test
    void aStageAsksForWhatItNeedsAndForItsOrder() {
        var first = pipelines.all(owner.viewer()).getFirst();
        var wishes = first.stages().stream().map(it -> new Pipelines.Wish(it.id(), it.name(), it.probability(), it.name().equals("Proposal") ? List.of("amount", "nextStep") : List.of())).toList();
        pipelines.change(first.id(), "Sales", Walk.NEXT, wishes, owner.viewer());
        var deal = new OpportunityId(book.opportunity(tom.id(), "Prospecting", null, null, owner.viewer()));

        assertThatThrownBy(() -> deals.move(deal, book.stage("Proposal", owner.viewer()), tom.viewer())).hasMessageContaining("the next stage is “Engaging”");
        deals.move(deal, book.stage("Engaging", owner.viewer()), tom.viewer());
        assertThatThrownBy(() -> deals.move(deal, book.stage("Proposal", owner.viewer()), tom.viewer())).isInstanceOfSatisfying(Unfit.class, it -> assertThat(it.faults()).hasSize(2));
        records.change(Kind.OPPORTUNITY, deal.value(), Edits.of("amount", 5_000, "nextStep", "Call Jonna"), tom.viewer());
        assertThat(deals.move(deal, book.stage("Proposal", owner.viewer()), tom.viewer()).version()).isEqualTo(3);
        assertThatThrownBy(() -> pipelines.change(first.id(), "Sales", Walk.FREE, wishes.subList(0, 2), owner.viewer())).hasMessageContaining("open opportunities stand in “Proposal”");
    }

    @Test
    void manyAreChangedAtOnceAndTakenBackButForWhatChangedSince() {
        var ids = java.util.stream.IntStream.range(0, 5).mapToObj(it -> book.opportunity(tom.id(), "Engaging", 1_000 * it, null, owner.viewer())).toList();
        var done = batches.set(Kind.OPPORTUNITY, ids, "nextStep", List.of("Call them"), tom.viewer());
        assertThat(done.changed()).isEqualTo(5);
        records.change(Kind.OPPORTUNITY, ids.getFirst(), Edits.of("nextStep", "Written since"), maya.viewer());

        var undone = batches.undo(done.id(), tom.viewer());

        assertThat(undone).isEqualTo(new Batches.Undone(4, 1));
        assertThat(records.read(Kind.OPPORTUNITY, ids.getFirst(), tom.viewer()).text("next_step")).contains("Written since");
        assertThat(records.read(Kind.OPPORTUNITY, ids.getLast(), tom.viewer()).get("next_step")).isNull();
        assertThatThrownBy(() -> batches.undo(done.id(), team.hire("Nora Nosy", Role.REP).viewer())).isInstanceOf(NotFound.class);
    }

    /** Of three one lacks what the stage asks for and one is gone: the third moves all the same. */
    @Test
    void aRecordThatRefusesStaysAsItIsAndTheOthersChange() {
        var first = pipelines.all(owner.viewer()).getFirst();
        pipelines.change(first.id(), "Sales", Walk.FREE, first.stages().stream().map(it -> new Pipelines.Wish(it.id(), it.name(), it.probability(), it.name().equals("Proposal") ? List.of("amount") : List.of())).toList(), owner.viewer());
        var moves = book.opportunity(tom.id(), "Engaging", 5_000, null, owner.viewer());
        var lacks = book.add(Kind.OPPORTUNITY, owner.viewer(), "owner", tom.id(), "name", "Line 4").id();
        var gone = book.opportunity(tom.id(), "Engaging", 5_000, null, owner.viewer());
        records.bin(Kind.OPPORTUNITY, gone, tom.viewer());

        assertThat(browser.post().uri("/opportunities/bulk").with(tom.asks()).param("record", moves.toString(), lacks.toString(), gone.toString()).param("field", "stage").param("value", book.stage("Proposal", tom.viewer()).toString())).hasStatus(303);
        var done = batches.set(Kind.OPPORTUNITY, List.of(moves, lacks, lacks, gone), "stage", List.of(book.stage("Proposal", tom.viewer()).toString()), tom.viewer());

        assertThat(records.read(Kind.OPPORTUNITY, moves, tom.viewer()).id("stage")).contains(book.stage("Proposal", tom.viewer()));
        assertThat(records.read(Kind.OPPORTUNITY, lacks, tom.viewer()).id("stage")).contains(book.stage("Prospecting", tom.viewer()));
        assertThat(done).extracting(Batches.Done::changed, Batches.Done::same, Batches.Done::refusals).containsExactly(0, 1, 2);
        assertThat(done.refused()).anySatisfy(it -> assertThat(it).contains("“Proposal” asks for it: Value", "(Line 4)")).hasSize(2);
    }

    @Test
    void aFieldOfOnesOwnIsFilledInFilteredAndTold() {
        fields.invent(Kind.ACCOUNT, "Größe der Flotte", Type.NUMBER, List.of(), owner.viewer());
        fields.invent(Kind.ACCOUNT, "Segment", Type.CHOICE, List.of("A", "B"), owner.viewer());
        var key = fields.of(Kind.ACCOUNT).all().stream().filter(it -> it.label().startsWith("Gr")).findFirst().orElseThrow().name();
        var account = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Brightwater", key, "1,200", "custom.segment", "b");

        assertThat(account.number(key)).contains(new java.math.BigDecimal(1200));
        assertThat(browser.get().uri("/api/v1/accounts?filter=" + key + "=gt=1000&columns=name," + key).with(tom.asks())).hasStatusOk().bodyText().contains("Brightwater", "1200");
        assertThat(browser.get().uri("/accounts/" + account.id()).with(tom.asks())).bodyText().contains("Größe der Flotte", "1,200", "Segment");
        assertThatThrownBy(() -> book.add(Kind.ACCOUNT, tom.viewer(), "name", "X", "custom.segment", "C")).hasMessageContaining("One of A, B");
        book.change(account, tom.viewer(), key, null);
        assertThat(records.read(Kind.ACCOUNT, account.id(), tom.viewer()).get(key)).isNull();
    }

    /** Whoever retires a field knows nothing of the views of others: these open without it and say so. */
    @Test
    void aRetiredFieldLocksNobodyOut() {
        fields.invent(Kind.OPPORTUNITY, "Segment", Type.CHOICE, List.of("A", "B"), owner.viewer());
        var pipeline = pipelines.all(owner.viewer()).getFirst();
        pipelines.change(pipeline.id(), "Sales", Walk.FREE, pipeline.stages().stream().map(it -> new Pipelines.Wish(it.id(), it.name(), it.probability(), List.of("custom.segment"))).toList(), owner.viewer());
        var narrow = views.save(Kind.OPPORTUNITY, "Segment A", false, Filter.read("amount=gt=1;custom.segment==A"), Views.sort("custom.segment"), List.of("stage", "custom.segment"), tom.viewer());
        var shown = views.save(Kind.OPPORTUNITY, "By segment", true, Filter.read("amount=gt=1"), Views.sort("amount"), List.of("stage", "custom.segment"), maya.viewer());
        var deal = book.add(Kind.OPPORTUNITY, owner.viewer(), "owner", tom.id(), "name", "Line 4", "amount", "84000", "custom.segment", "A").id();
        fields.retire(Kind.OPPORTUNITY, "segment", owner.viewer());

        assertThat(browser.get().uri("/opportunities?view=" + narrow.key()).with(tom.asks())).hasStatusOk().bodyText().contains("Line 4", "Segment: asked for no more", "it shows more than it did", "Remove the view one looks at");
        assertThat(browser.get().uri("/opportunities?view=" + shown.key()).with(tom.asks())).hasStatusOk().bodyText().contains("Line 4", "Segment: asked for no more").doesNotContain("it shows more than it did");
        assertThat(browser.get().uri("/api/v1/opportunities?view=" + shown.key()).with(tom.asks())).hasStatusOk().bodyText().contains(deal.toString());
        assertThat(browser.get().uri("/api/v1/opportunities?view=" + narrow.key()).with(tom.asks())).as("a program reads no notice").hasStatus(409).bodyText().contains("filters by Segment, which was retired");
        var now = pipelines.all(owner.viewer()).getFirst();
        pipelines.change(now.id(), "Deals", Walk.FREE, now.stages().stream().map(it -> new Pipelines.Wish(it.id(), it.name(), it.probability(), it.required())).toList(), owner.viewer());
        assertThat(pipelines.all(owner.viewer()).getFirst().stages()).allSatisfy(it -> assertThat(it.required()).isEmpty());
    }

    @Test
    void moneyIsReadWithADecimalCommaToo() {
        var product = book.add(Kind.PRODUCT, tom.viewer(), "name", "Flow 900", "listPrice", "1250,50");
        assertThat(product.number("list_price")).contains(new java.math.BigDecimal("1250.50"));
        assertThat(book.change(product, tom.viewer(), "listPrice", "1.250,5").number("list_price")).contains(new java.math.BigDecimal("1250.50"));
        assertThat(book.change(product, tom.viewer(), "listPrice", "1,250").number("list_price")).contains(new java.math.BigDecimal("1250.00"));
        assertThatThrownBy(() -> book.change(product, tom.viewer(), "listPrice", "1.25,500")).hasMessageContaining("A number such as 84,000, 1,250.50 or 1.250,50");
        assertThatThrownBy(() -> book.add(Kind.ACCOUNT, tom.viewer(), "name", "Brightwater", "employees", "12,5")).hasMessageContaining("A whole number such as 1,250");
    }

    @Test
    void phonesAndAddressesAreKeptInOneForm() {
        var contact = book.add(Kind.CONTACT, tom.viewer(), "lastName", "Saar", "phone", "030 123456", "country", "Germany", "email", "Jonna@BRIGHTWATER.example", "otherEmails", "J.Saar@home.example; jonna@x.example");

        assertThat(contact.text("phone")).contains("+4930123456");
        assertThat(contact.text("email")).contains("jonna@brightwater.example");
        assertThat(contact.list("other_emails")).containsExactly("j.saar@home.example", "jonna@x.example");
        assertThatThrownBy(() -> book.add(Kind.CONTACT, tom.viewer(), "lastName", "Saar", "email", "nonsense")).hasMessageContaining("An address such as");
        assertThatThrownBy(() -> book.add(Kind.CONTACT, tom.viewer(), "title", "Head of quality")).hasMessageContaining("a name or an e-mail address");
    }

    @Test
    void theTimelineTellsWhatIsNewSinceOneLooked() {
        var deal = book.opportunity(tom.id(), owner.viewer());
        timeline.look(Kind.OPPORTUNITY, deal, tom.viewer());
        clock.pass(java.time.Duration.ofHours(1));
        book.add(Kind.ACTIVITY, maya.viewer(), "name", "Called Jonna", "sort", "CALL", "opportunity", deal);

        assertThat(browser.get().uri("/opportunities/%s/timeline?unseen=true".formatted(deal)).with(tom.asks())).bodyText().contains("Called Jonna").doesNotContain("Added");
        assertThat(browser.get().uri("/opportunities/%s/timeline".formatted(deal)).with(tom.asks())).bodyText().contains("Called Jonna", "Added");
        assertThat(browser.get().uri("/opportunities/%s/timeline?only=ACTIVITIES".formatted(deal)).with(tom.asks())).bodyText().contains("Called Jonna").doesNotContain("Added");
    }

    @Test
    void aProgramTicksATaskOff() {
        var task = book.add(Kind.ACTIVITY, tom.viewer(), "name", "Send the figures", "sort", "TASK", "dueOn", "2026-03-02").id();
        var address = "/api/v1/activities/%s/done".formatted(task);
        assertThat(browser.post().uri(address).with(tom.asks())).hasStatusOk().bodyJson().hasPathSatisfying("version", it -> it.assertThat().isEqualTo(1)).hasPathSatisfying("doneAt", it -> it.assertThat().isNotNull());
        assertThat(browser.post().uri(address).with(tom.asks())).hasStatusOk().bodyJson().hasPathSatisfying("version", it -> it.assertThat().isEqualTo(1));
        assertThat(browser.delete().uri(address).with(tom.asks())).hasStatusOk();
        assertThat(records.read(Kind.ACTIVITY, task, tom.viewer()).get("done_at")).isNull();
    }

    @Test
    void whatIsLongerThanAPageCanBeSeenToo() {
        var deal = book.opportunity(tom.id(), owner.viewer());
        for (var i = 0; i < 25; i++) {
            clock.pass(java.time.Duration.ofMinutes(1));
            book.add(Kind.ACTIVITY, tom.viewer(), "name", "Call " + i, "sort", "CALL", "opportunity", deal);
        }
        assertThat(browser.get().uri("/opportunities/%s/timeline".formatted(deal)).with(tom.asks())).bodyText().contains("Earlier", "I have seen all this", "/opportunities/%s/look".formatted(deal));
        assertThat(browser.post().uri("/opportunities/%s/look".formatted(deal)).with(tom.asks())).hasStatusOk().bodyText().contains("Nothing here").doesNotContain("Call 24");
    }

    /** Writing a filter down and reading it again gives the same filter. */
    @Test
    void everyFilterSurvivesBeingWrittenDown() {
        var random = new java.util.Random(7);
        for (var i = 0; i < 2_000; i++) {
            var filter = filter(random, 3);
            assertThat(Filter.read(filter.written()).written()).as(filter.written()).isEqualTo(filter.written());
        }
    }

    private static Filter filter(java.util.Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            var op = Filter.Op.values()[random.nextInt(Filter.Op.values().length)];
            var values = java.util.stream.IntStream.range(0, op == Filter.Op.ONE_OF || op == Filter.Op.NONE_OF ? 1 + random.nextInt(3) : 1)
                    .mapToObj(_ -> random.ints(1 + random.nextInt(6), 0, SIGNS.length()).mapToObj(it -> SIGNS.substring(it, it + 1)).reduce("", String::concat)).toList();
            return new Filter.Test("name", op, values);
        }
        var parts = java.util.stream.IntStream.range(0, 2 + random.nextInt(2)).mapToObj(_ -> filter(random, depth - 1)).toList();
        return random.nextBoolean() ? new Filter.All(parts) : new Filter.Any(parts);
    }

    private static final String SIGNS = "aZ9ü ;,()=!\"\\'%_-+.@";
}
