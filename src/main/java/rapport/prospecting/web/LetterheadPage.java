package rapport.prospecting.web;

import java.util.List;
import org.springframework.validation.BindingResult;
import rapport.web.FieldView;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;

/** What stands on paper about whoever writes, to be filled in. */
public record LetterheadPage(PageHead head, FieldView company, FieldView street, FieldView postcode, FieldView city, FieldView country, FieldView phone, FieldView fax, FieldView email, FieldView paper, List<Option> papers) implements Part {

    static LetterheadPage of(BindingResult form) {
        return new LetterheadPage(PageHead.of("Letterhead", "It stands on letters, in the window of their envelopes, and on page one of faxes.").under("Settings", "/settings"), FieldView.of(form, "company"), FieldView.of(form, "street"), FieldView.of(form, "postcode"), FieldView.of(form, "city"),
                FieldView.of(form, "country"), FieldView.of(form, "phone"), FieldView.of(form, "fax"), FieldView.of(form, "email"), FieldView.of(form, "paper"), List.of(Option.of("A4", "A4, window on the left (DIN 5008, form B)"), Option.of("LETTER", "US letter, number 10 envelope")));
    }

    @Override
    public String template() {
        return "prospecting/paper/letterhead";
    }
}
