package rapport.ops.bench;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The four files of a Maven CRM export, made up. Nothing in one round's is in another's, so every import adds as much as the one before.
 *
 * @param ids of the opportunities
 * @param files their text by name
 * @param records in all four files, with the teams that follow from managers and offices
 */
record CrmExport(List<String> ids, Map<String, String> files, int records) {

    private static final int ACCOUNTS = 85;
    private static final int PRODUCTS = 7;
    private static final int AGENTS = 30;
    private static final int MANAGERS = 6;
    private static final int OFFICES = 3;
    private static final long IDS = 2_821_109_907_456L; // eight letters and digits
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    private static final List<String> SECTORS = List.of("retail", "medical", "software", "finance");

    static CrmExport of(int round, int rows, Random random) {
        var ids = random.longs(0, IDS).mapToObj(it -> "%d-%s".formatted(round, Long.toString(it, 36).toUpperCase(Locale.ROOT))).distinct().limit(rows).toList();
        var files = new TreeMap<>(Map.of("accounts.csv", accounts(round), "products.csv", products(round), "sales_teams.csv", teams(round),
                "sales_pipeline.csv", pipeline(round, ids, random)));
        return new CrmExport(ids, files, rows + ACCOUNTS + PRODUCTS + AGENTS + MANAGERS + MANAGERS + OFFICES); // a team for each manager
    }

    private static String accounts(int round) {
        return table("account,sector,year_established,revenue,employees,office_location,subsidiary_of", IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> "Account %d-%d,%s,%d,%d.5,%d,Norway,%s".formatted(round, i, SECTORS.get(i % SECTORS.size()), 1930 + i, 10 + i, 50 + i,
                        i % 10 == 9 ? "Account %d-0".formatted(round) : "")));
    }

    private static String products(int round) {
        return table("product,series,sales_price", IntStream.range(0, PRODUCTS).mapToObj(i -> "Product %d-%d,Series %d,%d".formatted(round, i, i % 2, 500 + 90 * i)));
    }

    private static String teams(int round) {
        return table("sales_agent,manager,regional_office", IntStream.range(0, AGENTS)
                .mapToObj(i -> "Agent %1$d-%2$d,Manager %1$d-%3$d,Office %1$d-%4$d".formatted(round, i, i % MANAGERS, i % OFFICES)));
    }

    private static String pipeline(int round, List<String> ids, Random random) {
        return table("opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value", ids.stream()
                .map(id -> "%s,Agent %d-%d,Product %d-%d,%s,%s".formatted(id, round, random.nextInt(AGENTS), round, random.nextInt(PRODUCTS),
                        random.nextInt(6) == 0 ? "" : "Account %d-%d".formatted(round, random.nextInt(ACCOUNTS)), standing(random))));
    }

    /** Stage, days and value. */
    private static String standing(Random random) {
        var engaged = FIRST_DAY.plusDays(random.nextInt(300));
        return switch (random.nextInt(4)) {
            case 0 -> "Prospecting,,,";
            case 1 -> "Engaging,%s,,".formatted(engaged);
            case 2 -> "Won,%s,%s,%d".formatted(engaged, engaged.plusDays(90), 500 + random.nextInt(5_000));
            default -> "Lost,%s,%s,0".formatted(engaged, engaged.plusDays(60));
        };
    }

    private static String table(String header, Stream<String> lines) {
        return Stream.concat(Stream.of(header), lines).collect(Collectors.joining("\n", "", "\n"));
    }
}
