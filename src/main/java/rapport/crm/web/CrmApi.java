package rapport.crm.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import rapport.crm.Accounts;
import rapport.crm.OpportunityList;
import rapport.crm.Stage;
import rapport.kernel.Viewer;
import rapport.web.Cursor;
import rapport.web.ListJson;

/** Accounts, products and opportunities for programs: what the lists show, through the same services. */
@RestController
@RequestMapping("/api/v1")
class CrmApi {

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record MoneyJson(BigDecimal amount, String currency) {

        static @Nullable MoneyJson of(@Nullable BigDecimal amount, @Nullable String currency) {
            return amount == null || currency == null ? null : new MoneyJson(amount, currency);
        }
    }

    record Ref(UUID id, String name) {}

    /** @param value null when unknown */
    record OpportunityJson(UUID id, @Nullable Ref account, @Nullable String product, Stage stage, @Nullable UUID owner, @Nullable MoneyJson value,
            @Nullable LocalDate engagedOn, @Nullable LocalDate closesOn, @Nullable LocalDate stageSince, @Nullable String nextStep) {}

    record AccountJson(UUID id, String name, @Nullable String sector, @Nullable String country, @Nullable Integer employees, @Nullable String parent, long open, long won) {}

    record ProductJson(UUID id, String name, @Nullable String series, @Nullable MoneyJson listPrice) {}

    private final OpportunityList opportunities;
    private final Accounts accounts;

    CrmApi(OpportunityList opportunities, Accounts accounts) {
        this.opportunities = opportunities;
        this.accounts = accounts;
    }

    @GetMapping("/opportunities")
    ListJson<OpportunityJson> opportunities(ListRequest wanted, @RequestParam(defaultValue = "50") int limit, Viewer viewer) {
        var page = opportunities.page(wanted.toFilter(), wanted.toSort(), wanted.toPosition(), Cursor.limit(limit), viewer);
        return new ListJson<>(page.items().stream().map(CrmApi::json).toList(), ListRequest.cursor(page.next()), page.total(), page.totalIsExact());
    }

    @GetMapping("/accounts")
    ListJson<AccountJson> accounts(@RequestParam(required = false) @Nullable String find, @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after, Viewer viewer) {
        var page = accounts.page(find, Cursor.read(after), Cursor.limit(limit), viewer);
        return new ListJson<>(page.items().stream()
                .map(it -> new AccountJson(it.id(), it.name(), it.sector(), it.country(), it.employees(), it.parent(), it.open(), it.won())).toList(),
                Cursor.write(page.next()), page.total(), page.totalIsExact());
    }

    @GetMapping("/products")
    ListJson<ProductJson> products(Viewer viewer) {
        var all = accounts.products(viewer).stream()
                .map(it -> new ProductJson(it.id(), it.name(), it.series(), MoneyJson.of(it.listPrice(), it.currency()))).toList();
        return new ListJson<>(all, null, all.size(), true);
    }

    private static OpportunityJson json(OpportunityList.Row it) {
        var account = it.accountId() == null || it.account() == null ? null : new Ref(it.accountId(), it.account());
        return new OpportunityJson(it.id(), account, it.product(), it.stage(), it.owner(), MoneyJson.of(it.amount(), it.currency()),
                it.engagedOn(), it.closesOn(), it.stageSince(), it.nextStep());
    }
}
