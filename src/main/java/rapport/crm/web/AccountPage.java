package rapport.crm.web;

import java.util.List;
import java.util.Map;
import rapport.crm.Account;
import rapport.crm.AccountId;
import rapport.kernel.Money;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.Entry;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;

public record AccountPage(PageHead head, String sector, String country, String founded, String employees, String revenue, String parent, List<Entry> history) implements Part {

    static AccountPage of(Account it, Map<AccountId, String> names, List<Entry> history, Viewer viewer) {
        var actions = viewer.role().sells() ? new Action[] {Action.primary("Change", "/accounts/%s/edit".formatted(it.id())).with("pencil")} : new Action[0];
        return new AccountPage(PageHead.of(it.name(), null, actions).under("Accounts", "/accounts"),
                Say.orUnknown(it.sector()), Say.orUnknown(it.country()), it.founded() == null ? "unknown" : it.founded().toString(),
                it.employees() == null ? "unknown" : Say.count(it.employees()),
                it.revenue() == null || it.revenueCurrency() == null ? "unknown" : Say.money(Money.of(it.revenue(), it.revenueCurrency())) + " a year",
                it.parent() == null ? "–" : names.getOrDefault(it.parent(), "–"), history);
    }

    @Override
    public String template() {
        return "crm/account/show";
    }
}
