package rapport.prospecting.web;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.prospecting.TouchId;
import rapport.prospecting.paper.Letters;
import rapport.web.FieldView;
import rapport.web.Flash;
import rapport.web.Html;
import rapport.web.Say;

/** Letters: printed together, posted by what is printed on them. */
@Controller
@RequestMapping("/prospecting/letters")
class LettersController {

    private final Letters letters;
    private final Names names;
    private final People people;
    private final Clock clock;

    LettersController(Letters letters, Names names, People people, Clock clock) {
        this.letters = letters;
        this.names = names;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView index(Viewer viewer) {
        return Html.ok(page("", null, viewer));
    }

    private LettersPage page(String said, @Nullable String fault, Viewer viewer) {
        var rows = letters.waiting(viewer);
        var field = FieldView.of("codes", said);
        return LettersPage.of(rows, names.ofRecords(Kind.CONTACT, rows.stream().map(Letters.Row::contact).distinct().toList(), viewer), people.namesOf(rows.stream().map(Letters.Row::owner).distinct().toList()), fault == null ? field : field.wrong(fault), viewer, clock);
    }

    /** A POST, for printing is written down; the page stays. */
    @PostMapping("/printing")
    Object print(Viewer viewer) {
        try {
            return pdf(letters.printAll(viewer), "letters.pdf");
        } catch (Refused e) {
            return Html.goTo("/prospecting/letters", new Flash(e.getMessage()));
        }
    }

    @GetMapping("/{id}/pdf")
    ResponseEntity<byte[]> again(@PathVariable TouchId id, Viewer viewer) {
        return pdf(letters.again(id, viewer), "letter.pdf");
    }

    @PostMapping("/posting")
    ModelAndView post(@RequestParam(defaultValue = "") String codes, Viewer viewer) {
        try {
            var posted = letters.post(codes, viewer);
            return Html.goTo("/prospecting/letters", new Flash(posted == 0 ? "They were posted already." : "%s posted. They count, and the plays go on.".formatted(Say.count(posted, "letter is", "letters are"))));
        } catch (Refused e) {
            return Html.invalid(page(codes, e.getMessage(), viewer));
        }
    }

    private static ResponseEntity<byte[]> pdf(byte[] bytes, String name) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name).build().toString()).body(bytes);
    }
}
