package rapport.crm.web;

import org.jspecify.annotations.Nullable;
import rapport.crm.Account;
import rapport.web.FieldView;
import rapport.web.PageHead;
import rapport.web.Part;

public record AccountFormPage(PageHead head, String action, String button, FieldView name, FieldView sector, FieldView country) implements Part {

    static AccountFormPage of(@Nullable Account it, FieldView name, FieldView sector, FieldView country) {
        return new AccountFormPage(PageHead.of(it == null ? "A new account" : "Change " + it.name(), null).under("Accounts", "/accounts"),
                it == null ? "/accounts" : "/accounts/" + it.id(), it == null ? "Add the account" : "Save", name, sector, country);
    }

    @Override
    public String template() {
        return "crm/account/form";
    }
}
