package rapport.crm.web;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rapport.audit.History;
import rapport.crm.AccountId;
import rapport.crm.Stage;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.web.Entry;
import rapport.web.Option;
import rapport.web.Say;

/** A change of an opportunity or account as a line of its story. */
record ChangeWords(Map<PersonId, String> people, Map<AccountId, String> accounts, List<Option> products, Viewer viewer, Clock clock) {

    Entry entry(History.Change it) {
        var who = people.getOrDefault(new PersonId(it.who()), "Rapport");
        var through = "PAGE".equals(it.through()) ? "" : " through " + it.through().toLowerCase(Locale.ROOT);
        var before = it.before() == null ? "" : " · before: " + value(it.field(), it.before());
        return Entry.of(icon(it), "%s: %s".formatted(field(it.field()), value(it.field(), it.after())), Say.moment(it.at(), viewer, clock), who + through + before);
    }

    private static String icon(History.Change it) {
        return switch (it.field()) {
            case "stage" -> "layout-kanban";
            case "amount", "currency" -> "coin-euro";
            case "owner" -> "users";
            case "closes_on", "engaged_on", "stage_since" -> "calendar-event";
            default -> "pencil";
        };
    }

    private String value(String field, @Nullable String value) {
        if (value == null) {
            return "taken away";
        }
        return switch (field) {
            case "owner" -> people.getOrDefault(PersonId.of(value), "somebody who left");
            case "account", "parent" -> accounts.getOrDefault(AccountId.of(value), "an account that is gone");
            case "product" -> products.stream().filter(it -> it.value().equals(value)).map(Option::label).findFirst().orElse("a product that is gone");
            case "stage" -> Stage.valueOf(value).word();
            default -> value;
        };
    }

    private static String field(String field) {
        return switch (field) {
            case "closes_on" -> "Closes";
            case "engaged_on" -> "Engaged";
            case "next_step" -> "Next step";
            case "stage_since" -> "In this stage since";
            case "source", "source_id" -> "Imported from";
            case String it -> Character.toUpperCase(it.charAt(0)) + it.substring(1).replace('_', ' ');
        };
    }
}
