package rapport.ops.bench;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import de.siegmar.fastcsv.reader.CsvReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rapport.crm.matching.Duplicates;
import rapport.crm.matching.Item;
import rapport.crm.matching.Pairing;
import rapport.crm.matching.Shape;
import rapport.crm.matching.Trait;
import rapport.ops.CannotRun;

/** Measures duplicate detection on public sets, all with the one configuration and nothing tuned for a set. */
@Command(name = "dedupe", description = "Precision and recall of finding duplicates, on published sets", mixinStandardHelpOptions = true)
final class DedupeBench implements Runnable {

    private static final Shape PEOPLE = shape("name", Trait.PERSON_NAME, "street", Trait.ADDRESS, "suburb", Trait.CITY,
            "postcode", Trait.POSTCODE, "state", Trait.CATEGORY, "birthday", Trait.DATE, "number", Trait.IDENTIFIER);
    private static final Shape CONTACTS = shape("name", Trait.PERSON_NAME, "street", Trait.ADDRESS, "suburb",
            Trait.CITY, "postcode", Trait.POSTCODE);
    private static final Shape PAPERS = shape("title", Trait.TITLE, "authors", Trait.PERSON_NAME, "venue",
            Trait.CATEGORY, "year", Trait.DATE);
    private static final Shape PRODUCTS = shape("title", Trait.TITLE, "description", Trait.LONG_TEXT, "price",
            Trait.NUMBER);
    private static final Shape SITES = shape("name", Trait.NAME, "address", Trait.ADDRESS, "zip", Trait.POSTCODE,
            "phone", Trait.PHONE);

    private record Pair(String left, String right) {
        static Pair of(String one, String other) {
            return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
        }
    }

    @Spec CommandSpec spec;
    @Option(names = "--sets", required = true, description = "the folder with febrl, dblp-acm, abt-buy and chicago-sites") Path folder;
    @Option(names = "--people", description = "made up, for time and memory; ${DEFAULT-VALUE} by default") int people = 100_000;

    @Override
    public void run() {
        try {
            header();
            for (var file : List.of("dataset1", "dataset2", "dataset3")) {
                var people = febrl(file);
                within("febrl " + file, PEOPLE, people);
                within("  name and address only", CONTACTS, people);
            }
            papers();
            products();
            sites();
            within("made up", PEOPLE, new Crowd(febrl("dataset2")).people(people));
        } catch (IOException e) {
            throw new CannotRun("The sets cannot be read: " + e.getMessage(), e);
        }
    }

    private void header() {
        say("one configuration, threshold %.1f, heap limit %d MB".formatted(Duplicates.PROBABLE, Runtime.getRuntime().maxMemory() >> 20));
        say("%-26s %8s %8s %6s %6s %6s %7s".formatted("set", "records", "true", "prec", "recall", "F1", "ms"));
    }

    private List<Item> febrl(String file) throws IOException {
        return csv("febrl/" + file + ".csv", StandardCharsets.UTF_8).stream()
                .map(row -> new Item(row.get("rec_id"), Map.of(
                        "name", row.get("given_name") + " " + row.get("surname"),
                        "street", row.get("street_number") + " " + row.get("address_1") + " " + row.get("address_2"),
                        "suburb", row.get("suburb"),
                        "postcode", row.get("postcode"),
                        "state", row.get("state"),
                        "birthday", row.get("date_of_birth"),
                        "number", row.get("soc_sec_id"))))
                .toList();
    }

    private void papers() throws IOException {
        var left = items(csv("dblp-acm/DBLP2.csv", StandardCharsets.UTF_8), "id");
        var right = items(csv("dblp-acm/ACM.csv", StandardCharsets.UTF_8), "id");
        var truth = new HashSet<Pair>();
        for (var row : csv("dblp-acm/DBLP-ACM_perfectMapping.csv", StandardCharsets.UTF_8, "dblp", "acm")) {
            truth.add(new Pair(row.get("dblp"), row.get("acm")));
        }
        between("dblp-acm", PAPERS, left, right, truth);
    }

    private void products() throws IOException {
        var left = numbered("abt", csv("abt-buy/AbtBuy_Abt.csv", StandardCharsets.UTF_8));
        var right = numbered("buy", csv("abt-buy/AbtBuy_Buy.csv", StandardCharsets.UTF_8));
        var truth = new HashSet<Pair>();
        left.forEach(one -> right.stream()
                .filter(it -> it.values().get("unique_id").equals(one.values().get("unique_id")))
                .forEach(it -> truth.add(new Pair(one.id(), it.id()))));
        between("abt-buy", PRODUCTS, left, right, truth);
    }

    private void sites() throws IOException {
        var rows = csv("chicago-sites/csv_example_input_with_true_ids.csv", StandardCharsets.UTF_8);
        var items = rows.stream()
                .map(row -> new Item(row.get("True Id") + "#" + row.get("Id"), Map.of(
                        "name", row.get("Site name"), "address", row.get("Address"),
                        "zip", row.get("Zip"), "phone", row.get("Phone"))))
                .toList();
        within("chicago sites", SITES, items, it -> it.substring(0, it.indexOf('#')));
    }

    private static List<Item> items(List<Map<String, String>> rows, String id) {
        return rows.stream().map(row -> new Item(row.get(id), row)).toList();
    }

    /** Some ids of this set occur twice in one file, so the line is part of the id. */
    private static List<Item> numbered(String file, List<Map<String, String>> rows) {
        var items = new ArrayList<Item>();
        rows.forEach(row -> items.add(new Item(file + items.size(), row)));
        return items;
    }

    private void within(String set, Shape shape, List<Item> items) {
        within(set, shape, items, it -> it.split("-")[1]);
    }

    private void within(String set, Shape shape, List<Item> items, Function<String, String> entity) {
        var truth = new HashSet<Pair>();
        items.stream().map(Item::id).collect(Collectors.groupingBy(entity)).values().forEach(ids -> {
            for (var one : ids) {
                ids.stream().filter(it -> it.compareTo(one) > 0).forEach(it -> truth.add(new Pair(one, it)));
            }
        });
        long start = System.nanoTime();
        var found = new Duplicates(shape).within(items);
        long millis = (System.nanoTime() - start) / 1_000_000;
        var pairs = found.stream().map(it -> Pair.of(it.left(), it.right())).collect(Collectors.toSet());
        print(set, items.size(), truth, pairs, millis);
    }

    private void between(String set, Shape shape, List<Item> left, List<Item> right, Set<Pair> truth) {
        for (var pairing : Pairing.values()) {
            long start = System.nanoTime();
            var found = new Duplicates(shape).between(left, right, pairing);
            long millis = (System.nanoTime() - start) / 1_000_000;
            var pairs = found.stream().map(it -> new Pair(it.left(), it.right())).collect(Collectors.toSet());
            var name = pairing == Pairing.ANY ? set : "  one to one";
            print(name, left.size() + right.size(), truth, pairs, millis);
        }
    }

    private void print(String set, int records, Set<Pair> truth, Set<Pair> found, long millis) {
        var right = found.stream().filter(truth::contains).count();
        var precision = (double) right / found.size();
        var recall = (double) right / truth.size();
        say("%-26s %8d %8d %6.3f %6.3f %6.3f %7d".formatted(set, records, truth.size(), precision, recall, 2 * precision * recall / (precision + recall), millis));
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    static Shape shape(Object... fieldsAndTraits) {
        var traits = new LinkedHashMap<String, Trait>();
        for (int i = 0; i < fieldsAndTraits.length; i += 2) {
            traits.put((String) fieldsAndTraits[i], (Trait) fieldsAndTraits[i + 1]);
        }
        return new Shape(traits);
    }

    private List<Map<String, String>> csv(String file, Charset charset, String... header) throws IOException {
        var rows = new ArrayList<Map<String, String>>();
        try (var csv = CsvReader.builder().allowExtraFields(true).allowMissingFields(true).ofCsvRecord(Files.newBufferedReader(folder.resolve(file), charset))) {
            List<String> names = null;
            for (var record : csv) {
                if (names == null) {
                    names = header.length > 0 ? List.of(header) : record.getFields().stream().map(it -> it.replace("\ufeff", "").strip()).toList();
                    continue;
                }
                var row = new LinkedHashMap<String, String>();
                for (var i = 0; i < names.size(); i++) {
                    row.put(names.get(i), i < record.getFieldCount() ? record.getField(i).strip() : "");
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
