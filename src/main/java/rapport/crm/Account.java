package rapport.crm;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A company one sells to. Open to every member; figures on it follow the opportunities one may see.
 *
 * @param founded year
 * @param revenue a year, in {@code revenueCurrency}
 * @param parent the account this one belongs to
 */
@Table(schema = "crm", value = "account")
public record Account(
        @Id AccountId id,
        String name,
        @Nullable String sector,
        @Nullable String country,
        @Nullable Integer founded,
        @Nullable Integer employees,
        @Nullable BigDecimal revenue,
        @Nullable String revenueCurrency,
        @Nullable AccountId parent,
        @Nullable String source,
        @Nullable String sourceId,
        @Version @Nullable Integer version) {

    Account with(String name, @Nullable String sector, @Nullable String country) {
        return new Account(id, name.strip(), sector, country, founded, employees, revenue, revenueCurrency, parent, source, sourceId, version);
    }

    static Account named(AccountId id, String name, @Nullable String sector, @Nullable String country) {
        return new Account(id, name.strip(), sector, country, null, null, null, null, null, null, null, null);
    }
}
