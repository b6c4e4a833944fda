package rapport.crm.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import rapport.crm.Deals;
import rapport.crm.OpportunityId;
import rapport.crm.record.Fields;
import rapport.crm.record.Kind;
import rapport.crm.record.Unfit;
import rapport.kernel.Viewer;
import rapport.web.Flash;
import rapport.web.Html;

/** The pipeline as a board. A move answers with the whole board, drawn from what is true now. */
@Controller
@RequestMapping("/board")
class BoardController {

    private final BoardPages pages;
    private final Deals deals;
    private final Fields fields;

    BoardController(BoardPages pages, Deals deals, Fields fields) {
        this.pages = pages;
        this.deals = deals;
        this.fields = fields;
    }

    @GetMapping
    ModelAndView show(BoardPages.Address at, Viewer viewer) {
        return Html.ok(pages.page(at, viewer));
    }

    @GetMapping("/stages/{stage}/cards")
    ModelAndView more(@PathVariable UUID stage, @RequestParam UUID after, BoardPages.Address at, Viewer viewer) {
        return Html.ok(pages.more(stage, after, at, viewer));
    }

    @PutMapping("/cards/{id}")
    View move(@PathVariable OpportunityId id, @RequestParam UUID stage, BoardPages.Address at, Viewer viewer) {
        try {
            deals.move(id, stage, viewer);
            return Html.parts(pages.part(at, viewer));
        } catch (Unfit e) {
            var sentence = String.join("; ", e.faults().stream().map(it -> it.sentence()).toList()) + ".";
            return Html.parts(HttpStatus.UNPROCESSABLE_CONTENT, pages.part(at, viewer), new Flash(sentence));
        }
    }

    @GetMapping("/filter")
    ModelAndView filter(BoardPages.Address at, @RequestParam String field, @RequestParam(defaultValue = "==") String op, @RequestParam(required = false) @Nullable String value,
            @RequestParam(defaultValue = "and") String join, Viewer viewer) {
        var test = ListController.test(fields.of(Kind.OPPORTUNITY).get(field), op, value == null ? "" : value);
        return Html.goTo(new BoardPages.Address(at.pipeline(), ListController.added(at.toFilter(), test, join.equals("or")).written(), at.lanes()).on("/board"));
    }

}
