package rapport.imports;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import rapport.crm.Closing;
import rapport.kernel.Role;

/** The four files of the Maven Analytics CRM: accounts, products, sales teams and the sales pipeline, in dollars. */
@Component
class MavenCrm implements Profile {

    private static final String ACCOUNTS = "Accounts";
    private static final String PRODUCTS = "Products";
    private static final String TEAMS = "People and teams";
    private static final String PIPELINE = "Opportunities";
    private static final String CURRENCY = "USD";
    private static final List<String> STAGES = List.of("Prospecting", "Engaging", "Won", "Lost");

    /** The file says "Lost" and no more. */
    private static final Map<String, Closing> CLOSINGS = Map.of("Won", Closing.WON, "Lost", Closing.UNSAID);

    private static final BigDecimal MILLION = new BigDecimal(1_000_000);

    /** Words for industries that exports use; a word one letter off is probably meant. */
    private static final Set<String> SECTORS = Set.of("agriculture", "automotive", "banking", "chemicals", "construction", "consulting", "education",
            "employment", "energy", "entertainment", "finance", "food", "government", "healthcare", "hospitality", "insurance", "logistics",
            "manufacturing", "marketing", "media", "medical", "pharmaceuticals", "retail", "services", "software", "technology", "telecommunications",
            "transportation", "utilities");

    @Override
    public String name() {
        return "Maven CRM";
    }

    @Override
    public List<Shape> shapes() {
        return List.of(
                new Shape(ACCOUNTS, List.of("account", "sector", "year_established", "revenue", "employees", "office_location", "subsidiary_of")),
                new Shape(PRODUCTS, List.of("product", "series", "sales_price")),
                new Shape(TEAMS, List.of("sales_agent", "manager", "regional_office")),
                new Shape(PIPELINE, List.of("opportunity_id", "sales_agent", "product", "account", "deal_stage", "engage_date", "close_date", "close_value")));
    }

    @Override
    public Plan plan(Map<String, SourceTable> tables, Set<String> knownProducts, NearMisses nearMisses, List<Problem> problems) {
        var reasons = new HashMap<String, String>();
        var mentioned = new HashSet<String>();
        var teams = new LinkedHashMap<String, Plan.Team>();
        var people = new LinkedHashMap<String, Plan.Person>();
        var products = new LinkedHashMap<String, Plan.Product>();
        var accounts = new LinkedHashMap<String, Plan.Account>();
        if (tables.get(TEAMS) instanceof SourceTable table) {
            readTeams(table, teams, people, problems);
        }
        if (tables.get(PRODUCTS) instanceof SourceTable table) {
            readProducts(table, products, problems);
        }
        if (tables.get(ACCOUNTS) instanceof SourceTable table) {
            readAccounts(table, accounts, nearMisses, reasons, problems);
        }
        var opportunities = tables.get(PIPELINE) instanceof SourceTable table
                ? readPipeline(table, people, products, knownProducts, accounts, nearMisses, mentioned, reasons, problems) : List.<Plan.Opportunity>of();
        return new Plan(name(), List.copyOf(teams.values()), List.copyOf(people.values()), List.copyOf(products.values()), List.copyOf(accounts.values()),
                opportunities, nearMisses.found(), mentioned, reasons);
    }

    /** Agents answer to managers; a manager's people are a team, in the team that is the regional office. */
    private static void readTeams(SourceTable table, Map<String, Plan.Team> teams, Map<String, Plan.Person> people, List<Problem> problems) {
        var agent = new ColumnReader(table, "sales_agent", problems);
        var manager = new ColumnReader(table, "manager", problems);
        var office = new ColumnReader(table, "regional_office", problems);
        var agents = new LinkedHashMap<String, Plan.Person>();
        for (var line : table.lines()) {
            var name = agent.required(line);
            var boss = manager.required(line);
            var region = office.required(line);
            if (name == null || boss == null || region == null) {
                continue;
            }
            if (agents.containsKey(name)) {
                problems.add(new Problem(table.file(), line.number(), "%s is in this file twice.".formatted(name)));
            }
            teams.putIfAbsent("office " + region, new Plan.Team("office " + region, region, null));
            teams.putIfAbsent("team " + boss, new Plan.Team("team " + boss, "Team " + boss, "office " + region));
            people.putIfAbsent(boss, new Plan.Person(boss, boss, Role.MANAGER, null, "team " + boss));
            agents.put(name, new Plan.Person(name, name, Role.REP, boss, "team " + boss));
        }
        agents.forEach(people::putIfAbsent);
    }

    private static void readProducts(SourceTable table, Map<String, Plan.Product> products, List<Problem> problems) {
        var product = new ColumnReader(table, "product", problems);
        var series = new ColumnReader(table, "series", problems);
        var price = new ColumnReader(table, "sales_price", problems);
        for (var line : table.lines()) {
            var name = product.required(line);
            var listPrice = price.number(line);
            if (name != null) {
                once(products, name, new Plan.Product(name, name, series.text(line), listPrice, listPrice == null ? null : CURRENCY), table, line, problems);
            }
        }
    }

    private static void readAccounts(SourceTable table, Map<String, Plan.Account> accounts, NearMisses nearMisses, Map<String, String> reasons, List<Problem> problems) {
        var account = new ColumnReader(table, "account", problems);
        var sector = new ColumnReader(table, "sector", problems);
        var founded = new ColumnReader(table, "year_established", problems);
        var revenue = new ColumnReader(table, "revenue", problems);
        var employees = new ColumnReader(table, "employees", problems);
        var location = new ColumnReader(table, "office_location", problems);
        var parent = new ColumnReader(table, "subsidiary_of", problems);
        for (var line : table.lines()) {
            var name = account.required(line);
            var millions = revenue.number(line);
            var written = sector.text(line);
            var meant = written == null ? null : nearMisses.read("sector", written, SECTORS);
            if (name == null) {
                continue;
            }
            if (written != null && !written.equals(meant)) {
                reasons.put("account/%s/sector".formatted(name), "The file says “%s”".formatted(written));
            }
            if (millions != null) {
                reasons.put("account/%s/revenue".formatted(name), "The file gives millions");
            }
            once(accounts, name, new Plan.Account(name, name, meant, location.text(line), founded.whole(line), employees.whole(line),
                    millions == null ? null : millions.multiply(MILLION).setScale(2), millions == null ? null : CURRENCY, parent.text(line)), table, line, problems);
        }
        for (var line : table.lines()) {
            var above = parent.text(line);
            if (above != null && !accounts.containsKey(above)) {
                problems.add(new Problem(table.file(), line.number(), "“%s” in column subsidiary_of is no account of this file.".formatted(above)));
            }
        }
    }

    private static List<Plan.Opportunity> readPipeline(SourceTable table, Map<String, Plan.Person> people, Map<String, Plan.Product> products,
            Set<String> knownProducts, Map<String, Plan.Account> accounts, NearMisses nearMisses, Set<String> mentioned, Map<String, String> reasons,
            List<Problem> problems) {
        var id = new ColumnReader(table, "opportunity_id", problems);
        var agent = new ColumnReader(table, "sales_agent", problems);
        var product = new ColumnReader(table, "product", problems);
        var account = new ColumnReader(table, "account", problems);
        var stage = new ColumnReader(table, "deal_stage", problems);
        var engaged = new ColumnReader(table, "engage_date", problems);
        var closed = new ColumnReader(table, "close_date", problems);
        var value = new ColumnReader(table, "close_value", problems);
        var known = new LinkedHashSet<>(products.keySet());
        known.addAll(knownProducts);
        var opportunities = new LinkedHashMap<String, Plan.Opportunity>();
        for (var line : table.lines()) {
            var sourceId = id.required(line);
            var owner = agent.text(line);
            var sold = product.text(line);
            var meant = sold == null ? null : nearMisses.read("product", sold, known);
            var company = account.text(line);
            var at = stage(stage.required(line), table, line, problems);
            var engagedOn = engaged.date(line);
            var closesOn = closed.date(line);
            var closing = at == null ? null : CLOSINGS.get(at);
            var amount = amount(value.number(line), closing);
            if (sourceId == null || at == null) {
                continue;
            }
            if (owner != null && people.putIfAbsent(owner, new Plan.Person(owner, owner, Role.REP, null, null)) == null) {
                mentioned.add("person/" + owner);
            }
            if (company != null && accounts.putIfAbsent(company, new Plan.Account(company, company, null, null, null, null, null, null, null)) == null) {
                mentioned.add("account/" + company);
            }
            if (meant != null && products.putIfAbsent(meant, new Plan.Product(meant, meant, null, null, null)) == null) {
                mentioned.add("product/" + meant);
            }
            if (sold != null && !sold.equals(meant)) {
                reasons.put("opportunity/%s/product".formatted(sourceId), "The file says “%s”".formatted(sold));
            }
            if (closing == Closing.UNSAID && amount == null) {
                reasons.put("opportunity/%s/stage".formatted(sourceId), "Lost with value 0: what it was worth is unknown");
            }
            once(opportunities, sourceId, new Plan.Opportunity(sourceId, company, meant, owner, closing == null ? at : "Engaging", closing, engagedOn, closesOn, amount, amount == null ? null : CURRENCY,
                    closing == null ? engagedOn : closesOn), table, line, problems);
        }
        return List.copyOf(opportunities.values());
    }

    private static @Nullable String stage(@Nullable String word, SourceTable table, SourceTable.Line line, List<Problem> problems) {
        if (word == null) {
            return null;
        }
        for (var stage : STAGES) {
            if (stage.equalsIgnoreCase(word)) {
                return stage;
            }
        }
        problems.add(new Problem(table.file(), line.number(), "“%s” in column deal_stage is no stage; they are %s.".formatted(word,
                String.join(", ", STAGES))));
        return null;
    }

    /** A lost deal is exported with 0: nobody knows what it was worth, and nobody gave a discount of all of it. */
    private static @Nullable BigDecimal amount(@Nullable BigDecimal value, @Nullable Closing closing) {
        return value == null || closing == Closing.UNSAID && value.signum() == 0 ? null : value.setScale(2, java.math.RoundingMode.HALF_EVEN);
    }

    private static <T> void once(Map<String, T> records, String sourceId, T record, SourceTable table, SourceTable.Line line, List<Problem> problems) {
        if (records.putIfAbsent(sourceId, record) != null) {
            problems.add(new Problem(table.file(), line.number(), "%s is in this file twice.".formatted(sourceId)));
        }
    }
}
