package rapport.crm.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import rapport.crm.OpportunityId;
import rapport.crm.Parts;
import rapport.crm.record.Batches;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Edits;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Role;
import rapport.support.Book;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** Merging and taking apart: whatever happened between, the two are what they would be had they never been one. */
@WholeTest
class MergeTests {

    @Autowired Merges merges;
    @Autowired Batches batches;
    @Autowired Records records;
    @Autowired Parts parts;
    @Autowired Book book;
    @Autowired Team team;
    @Autowired TestClock clock;
    @Autowired MockMvcTester browser;

    Team.Member tom;

    @BeforeEach
    void somebody() {
        tom = team.hire("Tom Rep", Role.REP);
    }

    @Test
    void everythingMovesToTheWinnerAndComesBack() {
        var account = book.account("Brightwater", tom.viewer());
        var one = book.add(Kind.CONTACT, tom.viewer(), "firstName", "Jonna", "lastName", "Saar", "email", "jonna@brightwater.example", "tags", "trial");
        var other = book.add(Kind.CONTACT, tom.viewer(), "lastName", "Saar", "email", "j.saar@brightwater.example", "phone", "+4930555123", "account", account, "tags", "fair");
        var deal = new OpportunityId(book.opportunity(tom.id(), tom.viewer()));
        parts.take(deal, other.id(), "DECIDES", tom.viewer());
        var call = book.add(Kind.ACTIVITY, tom.viewer(), "name", "Called", "sort", "CALL", "contact", other.id());

        var merge = merges.merge(Kind.CONTACT, one.id(), other.id(), List.of("phone", "account"), tom.viewer());

        var merged = records.read(Kind.CONTACT, one.id(), tom.viewer());
        assertThat(merged.text("phone")).contains("+4930555123");
        assertThat(merged.list("other_emails")).containsExactly("j.saar@brightwater.example");
        assertThat(merged.list("tags")).containsExactly("trial", "fair");
        assertThat(records.read(Kind.ACTIVITY, call.id(), tom.viewer()).id("contact")).contains(one.id());
        assertThat(parts.of(deal, tom.viewer())).extracting(Parts.Part::contact).containsExactly(one.id());
        assertThatThrownBy(() -> records.read(Kind.CONTACT, other.id(), tom.viewer())).isInstanceOf(NotFound.class);
        assertThat(browser.get().uri("/contacts/" + other.id()).with(tom.asks())).hasStatus(303).headers().hasValue("Location", "/contacts/" + one.id());

        merges.unmerge(merge, tom.viewer());

        assertThat(fields(one)).isEqualTo(one.values().toString());
        assertThat(fields(other)).isEqualTo(other.values().toString());
        assertThat(records.read(Kind.ACTIVITY, call.id(), tom.viewer()).id("contact")).contains(other.id());
        assertThat(parts.of(deal, tom.viewer())).extracting(Parts.Part::contact).containsExactly(other.id());
        assertThatThrownBy(() -> merges.unmerge(merge, tom.viewer())).isInstanceOf(Refused.class);
    }

    private String fields(CrmRecord it) {
        var now = new LinkedHashMap<>(records.read(it.kind(), it.id(), tom.viewer()).values());
        now.put("updated_at", it.get("updated_at"));
        return now.toString();
    }

    @Test
    void aChainIsTakenApartFromItsEnd() {
        var ids = List.of("A", "B", "C").stream().map(it -> book.account(it, tom.viewer())).toList();
        var first = merges.merge(Kind.ACCOUNT, ids.get(0), ids.get(1), List.of(), tom.viewer());
        var second = merges.merge(Kind.ACCOUNT, ids.get(2), ids.get(0), List.of(), tom.viewer());
        assertThatThrownBy(() -> merges.unmerge(first, tom.viewer())).hasMessageContaining("itself merged later");
        merges.unmerge(second, tom.viewer());
        merges.unmerge(first, tom.viewer());
        assertThat(ids).allSatisfy(it -> assertThat(records.read(Kind.ACCOUNT, it, tom.viewer()).mergedInto()).isEmpty());
    }

    /** One's own merges are there although somebody else's lead was merged as well. */
    @Test
    void aMergeIsSeenByWhoeverSeesWhatTheyBecame() {
        var rita = team.hire("Rita Rep", Role.REP);
        var one = book.add(Kind.LEAD, tom.viewer(), "lastName", "Holm", "owner", tom.id());
        var other = book.add(Kind.LEAD, tom.viewer(), "lastName", "Holmes", "owner", tom.id());
        var secret = merges.merge(Kind.LEAD, one.id(), other.id(), List.of(), tom.viewer());
        var open = merges.merge(Kind.ACCOUNT, book.account("Bright", rita.viewer()), book.account("Brightwater", rita.viewer()), List.of(), rita.viewer());

        assertThat(browser.get().uri("/duplicates").with(rita.asks())).hasStatusOk().bodyText().contains("Brightwater").doesNotContain("Holm");
        assertThat(browser.get().uri("/api/v1/merges").with(rita.asks())).hasStatusOk().bodyText().contains(open.toString()).doesNotContain(secret.toString());
        assertThat(browser.get().uri("/api/v1/merges").with(tom.asks())).hasStatusOk().bodyText().contains(open.toString(), secret.toString());
        assertThat(browser.delete().uri("/api/v1/merges/" + secret).with(rita.asks())).hasStatus(404);
    }

    @Test
    void aKindThatIsNotMergedHasNoDuplicates() {
        assertThat(browser.get().uri("/duplicates?kind=products").with(tom.asks())).hasStatus(404);
        assertThat(browser.get().uri("/duplicates?kind=leads").with(tom.asks())).hasStatusOk();
    }

    /** A merge and its undoing are batches of changes as well, but only whole ones. */
    @Test
    void aMergeIsNotTakenBackAsAChangeOfMany() {
        var one = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Brightwater");
        var other = book.add(Kind.ACCOUNT, tom.viewer(), "name", "Bright Water", "city", "Bremen");
        var merge = merges.merge(Kind.ACCOUNT, one.id(), other.id(), List.of("city"), tom.viewer());

        assertThatThrownBy(() -> batches.undo(merge.value(), tom.viewer())).isInstanceOf(NotFound.class);
        assertThat(browser.post().uri("/accounts/bulk/%s/undo".formatted(merge)).with(tom.asks())).hasStatus(404);
        assertThat(records.read(Kind.ACCOUNT, one.id(), tom.viewer()).text("city")).contains("Bremen");
        assertThat(records.readAny(Kind.ACCOUNT, other.id(), tom.viewer()).mergedInto()).contains(one.id());
    }

    /** Two who merge the same pair at once, each the other way round: one of them is told. */
    @Test
    void twoAtOnceDoNotSwallowEachOther() throws Exception {
        var one = book.account("One", tom.viewer());
        var other = book.account("Other", tom.viewer());
        var workspace = rapport.kernel.Workspaces.current().orElseThrow();
        try (var both = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = List.of(List.of(one, other), List.of(other, one)).stream().map(pair -> both.submit(() -> rapport.kernel.Workspaces.in(workspace, () -> {
                try {
                    merges.merge(Kind.ACCOUNT, pair.getFirst(), pair.getLast(), List.of(), tom.viewer());
                    return "merged";
                } catch (NotFound e) {
                    return "told";
                }
            }))).toList();
            assertThat(List.of(answers.getFirst().get(), answers.getLast().get())).containsExactlyInAnyOrder("merged", "told");
        }
    }

    /** Sixty random histories, each lived twice: once with a merge that is taken apart at the end, once without it. */
    @Test
    void afterTakingApartItIsAsIfTheyHadNeverBeenOne() {
        for (var seed = 1; seed <= 60; seed++) {
            var with = new World(seed, true);
            var without = new World(seed, false);
            assertThat(with.state()).as("seed %d: %s", seed, with.story).isEqualTo(without.state());
        }
    }

    private static final String[] FIELDS = {"title", "phone", "city", "department"};

    /** The same decisions for the same seed; only the merge under test differs. */
    private final class World {

        final List<String> story = new ArrayList<>();
        private final Random random;
        private final boolean merging;
        private final List<UUID> contacts = new ArrayList<>();
        private final List<UUID> accounts = new ArrayList<>();
        private final List<UUID> activities = new ArrayList<>();
        private final List<UUID> live = new ArrayList<>();
        private final Map<UUID, UUID> about = new LinkedHashMap<>(); // where an activity stands in the world with the merge
        private int counter;

        World(long seed, boolean merging) {
            this.random = new Random(seed);
            this.merging = merging;
            for (var i = 0; i < 3; i++) {
                accounts.add(book.account("Account " + i, tom.viewer()));
            }
            for (var i = 0; i < 5; i++) {
                contacts.add(book.add(Kind.CONTACT, tom.viewer(), "lastName", "Contact " + i, "email", "c%d@x.example".formatted(i), "tags", "t" + i, "title", random.nextBoolean() ? "Title " + i : null,
                        "phone", random.nextBoolean() ? "+49305550" + i + "00" : null, "account", accounts.get(random.nextInt(3))).id());
            }
            live.addAll(contacts);
            steps(6);
            var winner = live.get(random.nextInt(live.size()));
            var loser = live.stream().filter(it -> !it.equals(winner)).toList().get(random.nextInt(live.size() - 1));
            var taken = chosen();
            tell("merge %d into %d taking %s", contacts.indexOf(loser), contacts.indexOf(winner), taken);
            var merge = merging ? merges.merge(Kind.CONTACT, winner, loser, taken, tom.viewer()) : null;
            live.remove(loser);
            about.replaceAll((_, it) -> it.equals(loser) ? winner : it);
            steps(6);
            another(winner);
            steps(6);
            if (merge != null) {
                merges.unmerge(merge, tom.viewer());
            }
            if (second != null && random.nextBoolean()) {
                tell("the second merge is taken apart too");
                merges.unmerge(second, tom.viewer());
            }
        }

        private MergeId second;

        /** Another merge into the same winner, which stays, or is taken apart later. */
        private void another(UUID winner) {
            if (random.nextBoolean()) {
                var loser = live.stream().filter(it -> !it.equals(winner)).toList().get(random.nextInt(live.size() - 1));
                var taken = chosen();
                tell("also merge %d into %d taking %s", contacts.indexOf(loser), contacts.indexOf(winner), taken);
                second = merges.merge(Kind.CONTACT, winner, loser, taken, tom.viewer());
                live.remove(loser);
                about.replaceAll((_, it) -> it.equals(loser) ? winner : it);
            }
        }

        private List<String> chosen() {
            return List.of(FIELDS).stream().filter(_ -> random.nextInt(3) == 0).toList();
        }

        private void steps(int most) {
            for (var i = 0; i < 1 + random.nextInt(most); i++) {
                step();
            }
        }

        private void step() {
            clock.pass(java.time.Duration.ofMinutes(1));
            var contact = live.get(random.nextInt(live.size()));
            switch (random.nextInt(5)) {
                case 0 -> {
                    var field = FIELDS[random.nextInt(FIELDS.length)];
                    var value = field.equals("phone") ? "+4930666" + (1000 + counter++) : field + " " + counter++;
                    tell("%s of %d is %s", field, contacts.indexOf(contact), value);
                    records.change(Kind.CONTACT, contact, Edits.of(field, value), tom.viewer());
                }
                case 1 -> {
                    tell("tags of %d are new %d", contacts.indexOf(contact), counter);
                    records.change(Kind.CONTACT, contact, Edits.of("tags", "new" + counter++), tom.viewer());
                }
                case 2 -> {
                    activities.add(book.add(Kind.ACTIVITY, tom.viewer(), "name", "Call " + activities.size(), "sort", "CALL", "contact", contact).id());
                    about.put(activities.getLast(), contact);
                    tell("call %d with %d", activities.size() - 1, contacts.indexOf(contact));
                }
                case 3 -> {
                    var other = accounts.get(random.nextInt(3));
                    if (merging ? !records.read(Kind.CONTACT, contact, tom.viewer()).id("account").equals(java.util.Optional.of(other)) : true) {
                        tell("account of %d", contacts.indexOf(contact));
                        records.change(Kind.CONTACT, contact, Edits.of("account", other), tom.viewer());
                    }
                }
                default -> {
                    if (!activities.isEmpty()) {
                        var activity = activities.get(random.nextInt(activities.size()));
                        if (!about.get(activity).equals(contact)) {
                            tell("call %d was with %d", activities.indexOf(activity), contacts.indexOf(contact));
                            records.change(Kind.ACTIVITY, activity, Edits.of("contact", contact), tom.viewer());
                            about.put(activity, contact);
                        }
                    }
                }
            }
        }

        private void tell(String words, Object... values) {
            story.add(words.formatted(values));
        }

        /** Every contact and activity, with places instead of ids. */
        Map<String, String> state() {
            var state = new TreeMap<String, String>();
            for (var i = 0; i < contacts.size(); i++) {
                var it = records.readAny(Kind.CONTACT, contacts.get(i), tom.viewer());
                var told = new StringBuilder();
                for (var field : List.of("last_name", "email", "other_emails", "title", "phone", "city", "department", "tags")) {
                    told.append(field).append('=').append(it.get(field)).append(' ');
                }
                told.append("account=").append(it.id("account").map(accounts::indexOf)).append(" into=").append(it.mergedInto().map(contacts::indexOf));
                state.put("contact " + i, told.toString());
            }
            for (var i = 0; i < activities.size(); i++) {
                state.put("activity " + i, String.valueOf(records.readAny(Kind.ACTIVITY, activities.get(i), tom.viewer()).id("contact").map(contacts::indexOf)));
            }
            return state;
        }
    }
}
