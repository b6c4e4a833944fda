package rapport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.Pipelines;
import rapport.imports.Import.State;
import rapport.imports.Imports.Terms;
import rapport.imports.Imports.Upload;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.support.Team;
import rapport.support.WholeTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The exports of other systems, as they are written there, come in without a question; what has to be found stands beside each as EXPECTED.json. */
@WholeTest
class DialectTests {

    static final Path EXPORTS = Path.of("src/test/resources/exports");
    static final Path REAL = Path.of("../shared/data");

    @Autowired Imports imports;
    @Autowired Pipelines pipelines;
    @Autowired Team team;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    final JsonMapper json = new JsonMapper();
    Viewer owner;

    @BeforeEach
    void anOwner() {
        owner = team.hire("Olivia Owner", Role.OWNER).viewer();
        pipelines.all(owner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"salesforce-api", "salesforce-report", "hubspot", "hubspot-es", "pipedrive", "dynamics", "zoho", "vcards", "plain"})
    void comesInAsItIs(String folder) throws IOException {
        var expected = json.readTree(Files.readString(EXPORTS.resolve(folder).resolve("EXPECTED.json")));

        var done = imports.runAtOnce(files(EXPORTS.resolve(folder)), Terms.WHOLE, owner);

        assertThat(done.state()).as("%s", done.problems()).isEqualTo(State.DONE);
        assertThat(done.questions()).isEmpty();
        assertThat(done.files()).allMatch(it -> it.skipped() == null);
        var softly = new SoftAssertions();
        counts(expected, softly);
        expected.get("spotChecks").forEach(it -> check(it, softly));
        expected.path("people").forEach(it -> softly.assertThat(one("select count(*) from people.person where full_name = ?", it.get("name").asString())).as("%s", it).isEqualTo(1L));
        softly.assertAll();

        var again = imports.runAtOnce(files(EXPORTS.resolve(folder)), Terms.WHOLE, owner);
        assertThat(again.changesNothing()).as("%s", again.summary()).isTrue();
    }

    private void counts(JsonNode expected, SoftAssertions softly) {
        var counts = expected.get("counts");
        for (var kind : Map.of("accounts", "account", "contacts", "contact", "leads", "lead", "activities", "activity").entrySet()) {
            softly.assertThat(one("select count(*) from crm." + kind.getValue())).as(kind.getKey()).isEqualTo(counts.get(kind.getKey()).asLong());
        }
        var deals = counts.get("opportunities");
        softly.assertThat(one("select count(*) from crm.opportunity")).as("opportunities").isEqualTo(deals.get("total").asLong());
        softly.assertThat(one("select count(*) from crm.opportunity where outcome is null")).as("open").isEqualTo(deals.get("open").asLong());
        softly.assertThat(one("select count(*) from crm.opportunity where outcome = 'WON'")).as("won").isEqualTo(deals.get("won").asLong());
        softly.assertThat(one("select count(*) from people.person where source is not null")).as("people").isEqualTo(counts.get("people").asLong());
    }

    /** Words as the file has them: phones compare by their digits, days and amounts as such, links and colleagues by name or address. */
    private void check(JsonNode check, SoftAssertions softly) {
        var kind = check.get("kind").asString();
        var all = rows(kind).stream().filter(it -> check.get("match").properties().stream().allMatch(want -> text(it, want.getKey()).equals(want.getValue().asString()))).toList();
        softly.assertThat(all).as("%s %s", kind, check.get("match")).hasSize(1);
        if (all.size() != 1) {
            return;
        }
        var row = all.getFirst();
        check.get("expect").properties().forEach(want -> {
            var name = want.getKey();
            var value = want.getValue();
            var as = "%s %s: %s".formatted(kind, check.get("match"), name);
            if (name.equals("outcome")) {
                softly.assertThat(text(row, name)).as(as).isEqualTo(value.isNull() ? "" : value.asString());
            } else if (name.equals("stage") && !text(row, "outcome").isEmpty() || name.equals("currency") && text(row, "amount").isEmpty()) {
                softly.assertThat(value).as(as).isNotNull(); // what closed stands in no stage, and what is unknown has no currency
            } else if (name.equals("amount") && !value.asString().isEmpty()) {
                softly.assertThat(new BigDecimal(text(row, name))).as(as).isEqualByComparingTo(value.asString());
            } else if (List.of("phone", "mobile").contains(name)) {
                softly.assertThat(digits(text(row, name))).as(as).endsWith(digits(value.asString()).replaceFirst("^0+", ""));
            } else if (name.equals("owner")) {
                softly.assertThat(List.of(text(row, "owner"), text(row, "ownerEmail"))).as(as).contains(value.asString());
            } else if (name.equals("contact")) {
                softly.assertThat(text(row, "contact")).as(as).isEqualToIgnoringCase(value.asString());
            } else {
                softly.assertThat(text(row, name)).as(as).isEqualTo(value.asString());
            }
        });
    }

    private List<Map<String, Object>> rows(String kind) {
        var links = switch (kind) {
            case "account" -> "left join people.person p on p.id = e.owner";
            case "contact" -> "left join people.person p on p.id = e.owner left join crm.account a on a.id = e.account";
            case "opportunity" -> "left join people.person p on p.id = e.owner left join crm.account a on a.id = e.account left join crm.stage s on s.id = e.stage";
            case "activity" -> "left join people.person p on p.id = e.owner left join crm.opportunity o on o.id = e.opportunity left join crm.contact c on c.id = e.contact";
            default -> "left join people.person p on p.id = e.owner";
        };
        var more = switch (kind) {
            case "contact" -> ", a.name as \"accountName\"";
            case "opportunity" -> ", a.name as \"accountName\", s.name as \"stageName\"";
            case "activity" -> ", o.name as \"opportunityName\", c.email as \"contactEmail\"";
            default -> "";
        };
        return transactions.execute(_ -> jdbc.sql("select e.*, p.full_name as \"ownerName\", p.email as \"ownerEmail\"%s from crm.%s e %s".formatted(more, kind, links)).query().listOfRows());
    }

    private static String text(Map<String, Object> row, String name) {
        var linked = Map.of("account", "accountName", "stage", "stageName", "owner", "ownerName", "opportunity", "opportunityName", "contact", "contactEmail");
        var key = linked.containsKey(name) && row.containsKey(linked.get(name)) ? linked.get(name) : name.equals("ownerEmail") ? name : name.replaceAll("([A-Z])", "_$1").toLowerCase();
        var value = row.get(key);
        return value == null ? "" : value.toString();
    }

    private static String digits(String text) {
        return text.replaceAll("\\D", "");
    }

    private long one(String sql, Object... params) {
        return transactions.execute(_ -> jdbc.sql(sql).params(params).query(Long.class).single());
    }

    @Test
    void theZohoDemoExportComesInAsItIs() {
        Assumptions.assumeTrue(Files.isDirectory(REAL), "the real export is not beside this checkout");

        var done = imports.runAtOnce(files(REAL.resolve("zoho-crm-demo-export")), Terms.WHOLE, owner);

        assertThat(done.state()).as("%s", done.problems()).isEqualTo(State.DONE);
        assertThat(done.files()).filteredOn(it -> it.skipped() != null).extracting(Import.File::name).containsExactly("Campaigns.csv");
        assertThat(one("select count(*) from crm.account")).isEqualTo(2229);
        assertThat(one("select count(*) from crm.contact")).isEqualTo(1265);
        assertThat(one("select count(*) from crm.contact where account is null")).isZero();
        assertThat(one("select count(*) from crm.lead")).isEqualTo(3900);
        assertThat(one("select count(*) from crm.lead where status = 'ACCEPTED'")).isEqualTo(3632);
        assertThat(one("select count(*) from crm.opportunity")).isEqualTo(3632);
        assertThat(one("select count(*) from crm.opportunity where outcome = 'WON'")).isEqualTo(1425);
        assertThat(one("select count(*) from crm.opportunity where outcome is not null and outcome <> 'WON'")).isEqualTo(485);
        assertThat(transactions.<BigDecimal>execute(_ -> jdbc.sql("select sum(amount) from crm.opportunity").query(BigDecimal.class).single())).isEqualByComparingTo("231380900");
        assertThat(transactions.<BigDecimal>execute(_ -> jdbc.sql("select sum(amount) from crm.opportunity where outcome = 'WON'").query(BigDecimal.class).single())).isEqualByComparingTo("89066200");
        assertThat(one("select count(*) from crm.activity where sort = 'CALL'")).isEqualTo(4100);
        assertThat(one("select count(*) from crm.lead where opportunity is not null")).as("leads that became one").isPositive();
    }

    /** Each file alone, every row accounted for: in, said again by another, or left out with a sentence. */
    @Test
    void smallFilesOfManyHandsComeIn() {
        Assumptions.assumeTrue(Files.isDirectory(REAL), "the samples are not beside this checkout");
        var softly = new SoftAssertions();
        for (var file : all(REAL.resolve("crm-import-samples"))) {
            var done = imports.rehearseAtOnce(List.of(upload(file)), new Terms(true, true), owner);
            softly.assertThat(done.state()).as("%s: %s", file.getFileName(), done.problems()).isEqualTo(State.REHEARSED);
            softly.assertThat(done.problems()).as("%s", file.getFileName()).allMatch(it -> it.line() != null && !it.sentence().isBlank());
        }
        softly.assertAll();
        var whole = imports.runAtOnce(all(REAL.resolve("crm-import-samples/salesforce-style-small")).stream().map(DialectTests::upload).toList(), new Terms(true, false), owner);
        assertThat(whole.state()).as("%s", whole.problems()).isEqualTo(State.DONE);
        assertThat(List.of(one("select count(*) from crm.account"), one("select count(*) from crm.contact"), one("select count(*) from crm.lead"), one("select count(*) from crm.opportunity"), one("select count(*) from crm.activity")))
                .containsExactly(10L, 15L, 20L, 12L, 30L);
        assertThat(one("select count(*) from crm.contact where account is null")).isZero();
        assertThat(one("select count(*) from crm.opportunity where account is null")).isZero();
        assertThat(one("select count(*) from crm.activity where contact is null")).isZero();
    }

    private static List<Path> all(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(it -> it.toString().endsWith(".csv")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Upload> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(it -> it.toString().matches(".*\\.(csv|vcf)")).sorted().map(DialectTests::upload).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Upload upload(Path file) {
        try {
            return new Upload(file.getFileName().toString(), new ByteArrayInputStream(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
