package rapport.imports.dialect;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rapport.crm.record.Kind;

/** What a row of a file is. In the order of loading: what is referred to comes first. */
public enum Target {
    PERSON(null, "People"),
    ACCOUNT(Kind.ACCOUNT, "Accounts"),
    PRODUCT(Kind.PRODUCT, "Products"),
    CONTACT(Kind.CONTACT, "Contacts"),
    OPPORTUNITY(Kind.OPPORTUNITY, "Opportunities"),
    LEAD(Kind.LEAD, "Leads"),
    PART(null, "Parts in opportunities"),
    STEP(null, "Steps through stages"),
    ACTIVITY(Kind.ACTIVITY, "Activities");

    private final @Nullable Kind kind;
    private final String many;

    Target(@Nullable Kind kind, String many) {
        this.kind = kind;
        this.many = many;
    }

    /** Empty for what is no record of its own. */
    public Optional<Kind> kind() {
        return Optional.ofNullable(kind);
    }

    public String many() {
        return many;
    }
}
