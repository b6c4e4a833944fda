package rapport.crm.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rapport.audit.History;
import rapport.crm.AccountId;
import rapport.crm.Opportunity;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.Entry;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Tone;
import rapport.web.Who;

/** One opportunity and how it came to be what it is. */
public record OpportunityPage(
        PageHead head, Badge stage, String product, @Nullable Who owner, String value, String engaged, String closes, String nextStep,
        @Nullable String account, @Nullable String accountHref, String origin, List<Entry> history) implements Part {

    static OpportunityPage of(Opportunity it, Map<PersonId, String> people, Map<AccountId, String> accounts, List<Option> products,
            List<History.Change> changes, LocalDate today, Viewer viewer, Clock clock) {
        var account = it.account() == null ? null : accounts.get(it.account());
        var product = it.product() == null ? "unknown" : label(products, it.product().toString());
        var owner = it.owner() == null ? null : people.get(it.owner());
        var actions = viewer.role().sells() ? new Action[] {Action.primary("Change", "/opportunities/%s/edit".formatted(it.id())).with("pencil")} : new Action[0];
        var words = new ChangeWords(people, accounts, products, viewer, clock);
        return new OpportunityPage(
                PageHead.of("%s, %s".formatted(account == null ? "No account yet" : account, product), null, actions).under("Opportunities", "/opportunities"),
                new Badge(it.stage().word(), switch (it.stage()) {
                    case WON -> Tone.GOOD;
                    case LOST, PROSPECTING -> Tone.NORMAL;
                    case ENGAGING -> Tone.ACCENT;
                }, null),
                product,
                it.owner() == null || owner == null ? null : Who.of(it.owner(), owner),
                it.value().map(Say::money).orElse("unknown"),
                it.engagedOn() == null ? "–" : Say.day(it.engagedOn(), today),
                it.closesOn() == null ? "–" : Say.day(it.closesOn(), today),
                it.nextStep() == null ? "–" : it.nextStep(),
                account, it.account() == null ? null : "/accounts/" + it.account(),
                it.source() == null ? "Added by hand" : "%s, %s".formatted(it.source(), it.sourceId()),
                changes.stream().map(words::entry).toList());
    }

    private static String label(List<Option> options, String value) {
        return options.stream().filter(it -> it.value().equals(value)).map(Option::label).findFirst().orElse("unknown");
    }

    @Override
    public String template() {
        return "crm/opportunity/show";
    }
}
