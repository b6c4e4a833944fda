package rapport.prospecting.web;

import org.jspecify.annotations.Nullable;
import rapport.prospecting.law.Rule;
import rapport.web.FieldView;
import rapport.web.PageHead;
import rapport.web.Part;

/** One rule, to be changed. */
public record RulePage(PageHead head, String id, String hint, FieldView params, FieldView said, FieldView citation, FieldView effective) implements Part {

    static RulePage of(Rule it, @Nullable String fault) {
        var params = FieldView.of("params", it.params());
        var hint = switch (it.kind()) {
            case WINDOW -> "Hours on their clock, such as 08:00-21:00 MON-SUN; several behind commas";
            case CONSENT -> "optout: unless they object; presumed: with a reason; relationship: only with business between you; prior: only after they agreed";
            case CAP -> "At most so often within 24 hours, such as 3/24h";
            case NOTICE -> "What has to be said. In mails these are written by themselves: way-out, postal-address, identity, source";
            case GIFT_LIMIT -> "Such as 20/occasion 50/year USD no-cash";
        };
        return new RulePage(PageHead.of("%s, %s".formatted(it.place().equals("*") ? "Everywhere" : it.place(), LawPage.channel(it.channel())), it.words()).under("The law, as data", "/settings/law"), it.id(), hint,
                fault == null ? params : params.wrong(fault), FieldView.of("said", it.words()), FieldView.of("citation", it.citation()), FieldView.of("effective", it.effective().toString()));
    }

    @Override
    public String template() {
        return "prospecting/law/show";
    }
}
