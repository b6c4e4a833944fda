package rapport.ops;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.Activities;
import rapport.crm.Closing;
import rapport.crm.Deals;
import rapport.crm.OpportunityId;
import rapport.crm.Pipelines;
import rapport.crm.duplicates.Likenesses;
import rapport.crm.forecast.Quotas;
import rapport.crm.record.Edits;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.kernel.Told;
import rapport.kernel.Viewer;

/** What the made-up company sells to whom: accounts and their people, deals that walked from stage to stage, leads that wait, what was said and promised. */
@Component
class DemoSales {

    private record Company(String name, String sector, String city, String country, String domain) {}

    private record Somebody(UUID account, UUID contact, String name) {}

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<Company> COMPANIES = List.of(new Company("Tallis Pharma", "Pharmaceuticals", "Basel", "Switzerland", "tallis.example"), new Company("Meridian Dairy", "Food", "Hamburg", "Germany", "meridian-dairy.example"),
            new Company("Lumen Pharma", "Pharmaceuticals", "Lyon", "France", "lumen.example"), new Company("Solano Coatings", "Chemicals", "Valencia", "Spain", "solano.example"),
            new Company("Brightwater Foods", "Food", "Bremen", "Germany", "brightwater.example"), new Company("Ravel Cosmetics", "Consumer goods", "Paris", "France", "ravel.example"),
            new Company("Quarry Lane", "Materials", "Leeds", "United Kingdom", "quarrylane.example"), new Company("Orchard & Vane", "Food", "Bristol", "United Kingdom", "orchardvane.example"),
            new Company("Corvid Labs", "Laboratories", "Utrecht", "Netherlands", "corvid.example"), new Company("Kestrel Bio", "Biotechnology", "Munich", "Germany", "kestrel.example"),
            new Company("Bluefin Packing", "Food", "Vigo", "Spain", "bluefin.example"), new Company("Halcyon Dairy", "Food", "Cork", "Ireland", "halcyon.example"),
            new Company("Northmoor Mills", "Materials", "Gothenburg", "Sweden", "northmoor.example"), new Company("Ashgrove Paper", "Materials", "Graz", "Austria", "ashgrove.example"));
    private static final List<String[]> PEOPLE = List.of(new String[] {"Jonna", "Saar", "Head of quality", "OPERATIONS"}, new String[] {"Marc", "Lefèvre", "Plant manager", "EXECUTIVE"},
            new String[] {"Anna", "Lindt", "Purchasing", "PURCHASING"}, new String[] {"Oluwaseun", "Adeyemi", "Product manager", "PRODUCT"}, new String[] {"Søren", "Holm", "Controller", "FINANCE"},
            new String[] {"Ewa", "Nowak", "Line lead", "OPERATIONS"}, new String[] {"Tim", "O’Brien", "Buyer", "BUYER"}, new String[] {"Clémence", "Roy", "Marketing", "MARKETING"},
            new String[] {"Ines", "Moreau", "Quality lead", "OPERATIONS"}, new String[] {"Dario", "Conti", "Plant manager", "EXECUTIVE"}, new String[] {"Finn", "Aalto", "Purchasing", "PURCHASING"}, new String[] {"Elif", "Demir", "Product manager", "PRODUCT"},
            new String[] {"Hugo", "Laurent", "Controller", "FINANCE"}, new String[] {"Mira", "Haddad", "Shift lead", "OPERATIONS"}, new String[] {"Noor", "Kaur", "Buyer", "BUYER"}, new String[] {"Clara", "Weiss", "Marketing", "MARKETING"},
            new String[] {"Takumi", "Ito", "Head of laboratory", "OPERATIONS"}, new String[] {"Rui", "Silva", "Managing director", "EXECUTIVE"}, new String[] {"Petra", "Novák", "Purchasing", "PURCHASING"}, new String[] {"Aisling", "Byrne", "Product manager", "PRODUCT"},
            new String[] {"Jonas", "Brandt", "Finance director", "FINANCE"}, new String[] {"Lena", "Fischer", "Maintenance", "OPERATIONS"}, new String[] {"Pedro", "Varela", "Buyer", "BUYER"}, new String[] {"Karin", "Åström", "Marketing", "MARKETING"},
            new String[] {"Elsa", "Bergman", "Head of quality", "OPERATIONS"}, new String[] {"Nils", "Dahl", "Plant manager", "EXECUTIVE"}, new String[] {"Stefan", "Gruber", "Purchasing", "PURCHASING"}, new String[] {"Gabriela", "Huber", "Product manager", "PRODUCT"});
    private static final List<String> STEPS = List.of("Trial report due", "Ask what a held batch costs", "Seal the walk-away", "Second reference call", "First call, Friday", "Send the audit sheet");
    private static final List<String> CALLS = List.of("Asked what a held batch costs them", "They want the trial on line 2 first", "Left a message; she is back on Thursday", "He named the plant manager as the one who pays", "Walked through the audit sheet");
    private static final List<String> PRODUCTS = List.of("Flow 900", "Flow 400", "Assay Cloud", "Care plan");

    private final Records records;
    private final Deals deals;
    private final Activities activities;
    private final Pipelines pipelines;
    private final Quotas quotas;
    private final Likenesses likenesses;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Random random = new Random(42);
    private final Random calendar = new Random(43);

    DemoSales(Records records, Deals deals, Activities activities, Pipelines pipelines, Quotas quotas, Likenesses likenesses, TransactionOperations transactions, Clock clock) {
        this.records = records;
        this.deals = deals;
        this.activities = activities;
        this.pipelines = pipelines;
        this.quotas = quotas;
        this.likenesses = likenesses;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** In one transaction: a demo is there whole or not at all. */
    void tell(List<Viewer> reps, List<Viewer> managers, Viewer maker) {
        transactions.executeWithoutResult(_ -> {
            var products = PRODUCTS.stream().map(it -> records.add(Kind.PRODUCT, Edits.of("name", it, "series", it.startsWith("Flow") ? "Flow" : "Service", "listPrice", 4_000 + 250 * it.length(), "currency", "EUR"), maker).id()).toList();
            var people = people(reps, maker);
            for (var rep : reps) {
                for (var i = 0; i < 9; i++) {
                    deal(rep, people.get(random.nextInt(people.size())), products.get(random.nextInt(products.size())));
                }
            }
            leads(reps, maker);
            reps.forEach(it -> days(it, people));
            managers.forEach(this::days);
            typedTwice(people, maker);
            reps.forEach(it -> quota(it, maker));
        });
    }

    /** What happens when two add the same: duplicates that wait for a decision. */
    private void typedTwice(List<Somebody> people, Viewer maker) {
        var brightwater = people.get(8);
        var kestrel = people.get(18);
        records.add(Kind.ACCOUNT, Edits.of("name", "Brightwater Foods GmbH", "city", "Bremen", "country", "Germany", "domains", List.of("brightwater.example")), maker);
        again(kestrel, kestrel.name.split(" ")[0], maker);
        again(brightwater, brightwater.name.substring(0, 1) + ".", maker);
        likenesses.search(Kind.ACCOUNT, maker);
        likenesses.search(Kind.CONTACT, maker);
    }

    private void again(Somebody person, String firstName, Viewer maker) {
        records.add(Kind.CONTACT, Edits.of("firstName", firstName, "lastName", person.name.split(" ", 2)[1], "account", person.account, "phone", records.read(Kind.CONTACT, person.contact, maker).text("phone").orElseThrow()), maker);
    }

    /** Of this quarter and the next. */
    private void quota(Viewer rep, Viewer maker) {
        var quarter = today().withDayOfMonth(1).withMonth(today().getMonth().firstMonthOfQuarter().getValue());
        for (var first : List.of(quarter, quarter.plusMonths(3))) {
            quotas.set(rep.id().value(), null, first, first.plusMonths(3).minusDays(1), BigDecimal.valueOf(150_000), "EUR", maker);
        }
    }

    /** What stands in a rep's calendar from yesterday on. */
    private void days(Viewer rep, List<Somebody> people) {
        for (var day = -1L; day < 9; day++) {
            var with = people.get(calendar.nextInt(people.size()));
            var calls = calendar.nextBoolean();
            book(today().plusDays(day).atTime(9 + calendar.nextInt(8), 15 * calendar.nextInt(4)), calls ? "CALL" : "MEETING", calls ? "Ask how the trial goes" : "Walk along line 2", calls ? 15 : 60, with, rep);
        }
    }

    private void days(Viewer manager) {
        book(today().atTime(13, 0), "MEETING", "Pipeline with the team", 60, null, manager);
        book(today().plusDays(2).atTime(9, 30), "MEETING", "Review of prices", 45, null, manager);
        book(today().plusDays(3).atTime(15, 15), "CALL", "Renewal with Meridian Dairy", 30, null, manager);
        records.add(Kind.ACTIVITY, Edits.of("name", "Answer the question about the warranty", "sort", "TASK", "dueOn", today().minusDays(2), "owner", manager.id()), manager);
        records.add(Kind.ACTIVITY, Edits.of("name", "Read the trial report", "sort", "TASK", "dueOn", today().plusDays(1), "owner", manager.id()), manager);
        records.add(Kind.ACTIVITY, Edits.of("name", "Plan the half-year", "sort", "TASK", "owner", manager.id()), manager);
    }

    private void book(java.time.LocalDateTime at, String sort, String name, int minutes, @Nullable Somebody with, Viewer owner) {
        if (at.getDayOfWeek().getValue() <= 5) {
            records.add(Kind.ACTIVITY, Edits.of("name", name, "sort", sort, "happensAt", at.atZone(BERLIN).toInstant(), "minutes", minutes, "owner", owner.id(), "contact", with == null ? null : with.contact,
                    "account", with == null ? null : with.account), owner);
        }
    }

    private List<Somebody> people(List<Viewer> reps, Viewer maker) {
        var all = new ArrayList<Somebody>();
        for (var company : COMPANIES) {
            var owner = reps.get(all.size() % reps.size());
            var account = records.add(Kind.ACCOUNT, Edits.of("name", company.name, "sector", company.sector, "city", company.city, "country", company.country, "domains", List.of(company.domain),
                    "employees", 40 + random.nextInt(60) * 20, "owner", owner.id()), owner).id();
            for (var i = 0; i < 2; i++) {
                var person = PEOPLE.get(all.size() % PEOPLE.size());
                var mail = java.text.Normalizer.normalize((person[0] + "." + person[1]).replace("ø", "o"), java.text.Normalizer.Form.NFD).replaceAll("[^A-Za-z.]", "") + "@" + company.domain;
                var contact = records.add(Kind.CONTACT, Edits.of("firstName", person[0], "lastName", person[1], "title", person[2], "function", person[3], "account", account, "email", mail,
                        "phone", "+49 30 5550 %03d".formatted(all.size() * 2 + i), "country", company.country, "city", company.city), owner).id();
                all.add(new Somebody(account, contact, person[0] + " " + person[1]));
            }
        }
        return all;
    }

    /** Begun some weeks ago, moved on or not, closed or still open. */
    private void deal(Viewer owner, Somebody with, UUID product) {
        var stages = pipelines.all(owner).getFirst().stages();
        var begun = today().minusDays(8 + random.nextInt(70));
        var value = random.nextInt(8) == 0 ? null : 8_000 + random.nextInt(260) * 500;
        var edits = Edits.of("account", with.account, "product", product, "owner", owner.id(), "engagedOn", begun, "amount", value, "currency", value == null ? null : "EUR", "closesOn", today().plusDays(random.nextInt(90) - 6L));
        var id = new OpportunityId(at(begun, () -> records.add(Kind.OPPORTUNITY, edits, owner)).id());
        var day = begun;
        var reaches = random.nextInt(stages.size() + 2); // beyond the last one it closes
        for (var i = 1; i < Math.min(reaches, stages.size()) && day.isBefore(today().minusDays(8)); i++) {
            day = day.plusDays(4 + random.nextInt(20));
            var stage = stages.get(i).id();
            var on = day.isAfter(today()) ? today() : day;
            at(on, () -> deals.move(id, stage, owner));
            at(on, () -> activities.log(Kind.OPPORTUNITY, id.value(), random.nextBoolean() ? "CALL" : "MEETING", CALLS.get(random.nextInt(CALLS.size())), null, owner));
        }
        if (reaches > stages.size() - 1 || random.nextInt(3) == 0) {
            close(id, day, owner);
        } else if (random.nextInt(4) > 0) {
            records.change(Kind.OPPORTUNITY, id.value(), Edits.of("nextStep", STEPS.get(random.nextInt(STEPS.size()))), owner);
        }
        if (random.nextInt(5) == 0) {
            activities.log(Kind.OPPORTUNITY, id.value(), "TASK", "Call " + with.name, today().plusDays(random.nextInt(6) - 1L), owner);
        }
    }

    private void close(OpportunityId id, LocalDate after, Viewer owner) {
        var day = after.plusDays(3 + random.nextInt(12));
        var on = day.isAfter(today()) ? today() : day;
        var as = List.of(Closing.WON, Closing.WON, Closing.WON, Closing.COMPETITOR, Closing.NO_DECISION, Closing.INTERNAL).get(random.nextInt(6));
        at(on, () -> deals.close(id, as, on, as == Closing.COMPETITOR ? "Aquila" : null, as == Closing.NO_DECISION ? "Nobody owned the pain; the old meters stay another year." : null, owner));
    }

    private void leads(List<Viewer> reps, Viewer maker) {
        var came = List.of("Trade fair", "Web form", "A customer told them", "Cold call");
        for (var i = 0; i < 12; i++) {
            var person = PEOPLE.get((i * 5 + 2) % PEOPLE.size());
            @Nullable Object owner = i % 4 == 3 ? null : reps.get(i % reps.size()).id();
            var edits = Edits.of("firstName", person[0], "lastName", person[1] + (i > 7 ? "-Berg" : ""), "company", "Prospect %d".formatted(i + 1), "title", person[2], "owner", owner, "leadSource", came.get(i % came.size()),
                    "email", "hello%d@prospect%d.example".formatted(i + 1, i + 1), "interest", PRODUCTS.get(i % PRODUCTS.size()));
            at(today().minusDays(i), () -> records.add(Kind.LEAD, edits, maker));
        }
    }

    private <T> T at(LocalDate day, java.util.function.Supplier<T> work) {
        var moment = day.atTime(9, random.nextInt(60)).atZone(BERLIN).toInstant();
        return Told.at(earlier(moment), work::get);
    }

    /** Nothing is told that has not been. */
    private Instant earlier(Instant moment) {
        return moment.isAfter(clock.instant()) ? clock.instant() : moment;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), BERLIN);
    }
}
