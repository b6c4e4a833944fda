package rapport.imports;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rapport.crm.Closing;
import rapport.kernel.Role;

/**
 * What files say, in our terms and before anything is looked up: records name each other by what the source calls them.
 *
 * @param mentioned records another file only names, by {@code kind/source id}: made when missing, else left alone
 * @param reasons why a field is not what the file says; by {@code kind/source id/field}
 */
record Plan(
        String source, List<Team> teams, List<Person> people, List<Product> products, List<Account> accounts, List<Opportunity> opportunities,
        List<NearMiss> nearMisses, Set<String> mentioned, Map<String, String> reasons) {

    record Team(String sourceId, String name, @Nullable String parent) {}

    record Person(String sourceId, String name, Role role, @Nullable String manager, @Nullable String team) {}

    record Product(String sourceId, String name, @Nullable String series, @Nullable BigDecimal listPrice, @Nullable String currency) {}

    record Account(String sourceId, String name, @Nullable String sector, @Nullable String country, @Nullable Integer founded, @Nullable Integer employees,
            @Nullable BigDecimal revenue, @Nullable String revenueCurrency, @Nullable String parent) {}

    record Opportunity(String sourceId, @Nullable String account, @Nullable String product, @Nullable String owner, String stage, @Nullable Closing closing,
            @Nullable LocalDate engagedOn, @Nullable LocalDate closesOn, @Nullable BigDecimal amount, @Nullable String currency, @Nullable LocalDate stageSince) {}

    long records() {
        return (long) teams.size() + people.size() + products.size() + accounts.size() + opportunities.size();
    }
}
