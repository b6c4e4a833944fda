package rapport.crm.forecast;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.crm.record.Unfit;
import rapport.kernel.Viewer;

/** What currencies are worth in the workspace's own, day by day, as somebody has entered or imported it. Nothing is fetched. */
@Service
@Transactional
public class Rates {

    /** @param worth units of the base currency for one unit */
    public record Rate(String currency, LocalDate day, BigDecimal worth) {}

    /**
     * Sums told in one currency.
     *
     * @param oldest day of the oldest rate that was used; null when none was needed
     * @param missing currencies nobody has given a rate for: they are no part of the sum
     */
    public record Told(BigDecimal amount, String currency, @Nullable LocalDate oldest, List<String> missing) {}

    private final Audit audit;
    private final JdbcClient jdbc;

    Rates(Audit audit, JdbcClient jdbc) {
        this.audit = audit;
        this.jdbc = jdbc;
    }

    /** EUR until somebody says otherwise. */
    @Transactional(readOnly = true)
    public String base(Viewer viewer) {
        return jdbc.sql("select currency from crm.base_currency").query(String.class).optional().orElse("EUR");
    }

    public void base(String currency, Viewer viewer) {
        viewer.mustAdminister();
        jdbc.sql("insert into crm.base_currency (currency) values (:currency) on conflict (workspace) do update set currency = excluded.currency").param("currency", known(currency)).update();
        audit.record("crm.base-currency.changed", currency, Map.of("currency", currency), viewer);
    }

    /** Newest first, at most 500. */
    @Transactional(readOnly = true)
    public List<Rate> all(Viewer viewer) {
        return jdbc.sql("select currency, day, worth from crm.rate where base = :base order by day desc, currency limit 500").param("base", base(viewer)).query(Rate.class).list();
    }

    public void enter(String currency, LocalDate day, BigDecimal worth, Viewer viewer) {
        viewer.mustAdminister();
        var base = base(viewer);
        if (known(currency).equals(base)) {
            throw new Unfit("currency", "%s is the currency sums are told in; it is always worth 1".formatted(base));
        }
        if (worth.signum() <= 0 || worth.compareTo(new BigDecimal("1e9")) > 0) {
            throw new Unfit("worth", "A number above 0 such as 0.92");
        }
        jdbc.sql("insert into crm.rate (currency, base, day, worth, said_by) values (:currency, :base, :day, :worth, :me) on conflict (workspace, base, currency, day) do update set worth = excluded.worth, said_by = excluded.said_by")
                .param("currency", currency.toUpperCase(Locale.ROOT)).param("base", base).param("day", day).param("worth", worth).param("me", viewer.id().value()).update();
        audit.record("crm.rate.entered", currency, Map.of("day", day.toString(), "worth", worth.toPlainString(), "base", base), viewer);
    }

    /** Lines of day, currency and worth, such as {@code 2026-11-02,USD,0.92}: all of them or none. @return how many */
    public int enterAll(String lines, Viewer viewer) {
        viewer.mustAdminister();
        var count = 0;
        for (var line : lines.strip().split("\\R")) {
            var parts = line.strip().split("\\s*[,;\\t]\\s*");
            count++;
            if (parts.length != 3) {
                throw new Unfit("lines", "Line %d: a day, a currency and what it is worth, such as 2026-11-02,USD,0.92".formatted(count));
            }
            try {
                enter(parts[1], LocalDate.parse(parts[0]), new BigDecimal(parts[2]), viewer);
            } catch (java.time.DateTimeException | NumberFormatException e) {
                throw new Unfit("lines", "Line %d: “%s” is no day, currency and number such as 2026-11-02,USD,0.92".formatted(count, line.strip()));
            } catch (Unfit e) {
                throw new Unfit("lines", "Line %d: %s".formatted(count, e.faults().getFirst().sentence()));
            }
        }
        return count;
    }

    /** By currency, what one unit was worth on a day or last before it; currencies without a rate are missing. */
    @Transactional(readOnly = true)
    public Map<String, Rate> on(LocalDate day, Viewer viewer) {
        var rates = new LinkedHashMap<String, Rate>();
        jdbc.sql("select distinct on (currency) currency, day, worth from crm.rate where base = :base and day <= :day order by currency, day desc").param("base", base(viewer)).param("day", day)
                .query(Rate.class).list().forEach(it -> rates.put(it.currency, it));
        return rates;
    }

    /** @param sums by currency */
    @Transactional(readOnly = true)
    public Told told(Map<String, BigDecimal> sums, LocalDate on, Viewer viewer) {
        return told(sums, base(viewer), on(on, viewer));
    }

    static Told told(Map<String, BigDecimal> sums, String base, Map<String, Rate> rates) {
        var amount = BigDecimal.ZERO;
        var missing = new TreeSet<String>();
        LocalDate oldest = null;
        for (var sum : sums.entrySet()) {
            var rate = sum.getKey().equals(base) ? Optional.of(BigDecimal.ONE) : Optional.ofNullable(rates.get(sum.getKey())).map(Rate::worth);
            if (rate.isEmpty()) {
                missing.add(sum.getKey());
                continue;
            }
            amount = amount.add(sum.getValue().multiply(rate.get()));
            var day = sum.getKey().equals(base) ? null : rates.get(sum.getKey()).day;
            oldest = day != null && (oldest == null || day.isBefore(oldest)) ? day : oldest;
        }
        return new Told(amount.setScale(2, RoundingMode.HALF_EVEN), base, oldest, List.copyOf(missing));
    }

    private static String known(String currency) {
        try {
            return Currency.getInstance(currency.strip().toUpperCase(Locale.ROOT)).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw new Unfit("currency", "A currency such as USD");
        }
    }
}
