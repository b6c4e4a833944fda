package rapport.crm.web;

import static rapport.crm.web.KindConverter.KIND;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Kind;
import rapport.crm.record.Timeline;
import rapport.crm.record.Why;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.web.Html;
import rapport.web.PageHead;
import rapport.web.Part;

/** What happened around a record, a stretch at a time, and why one may see it. */
@Controller
@RequestMapping("/" + KIND + "/{id}")
public class TimelineController {

    public record WhyPart(PageHead head, List<String> reasons) implements Part {

        @Override
        public String template() {
            return "crm/record/why";
        }
    }

    private final TimelineWords words;
    private final Timeline timeline;
    private final Why why;

    TimelineController(TimelineWords words, Timeline timeline, Why why) {
        this.words = words;
        this.timeline = timeline;
        this.why = why;
    }

    @GetMapping("/timeline")
    ModelAndView stretch(@PathVariable Kind kind, @PathVariable UUID id, @RequestParam(defaultValue = "EVERYTHING") Timeline.Only only, @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "false") boolean unseen, Viewer viewer) {
        return Html.ok(words.part(kind, id, only, moment(before), unseen, viewer));
    }

    @PostMapping("/look")
    ModelAndView look(@PathVariable Kind kind, @PathVariable UUID id, Viewer viewer) {
        timeline.look(kind, id, viewer);
        return Html.ok(words.part(kind, id, Timeline.Only.EVERYTHING, null, true, viewer));
    }

    @GetMapping("/why")
    ModelAndView why(@PathVariable Kind kind, @PathVariable UUID id, Viewer viewer) {
        return Html.ok(new WhyPart(PageHead.of("Why may I see this?", null).under(kind.many(), "/" + kind.path()).under("The " + kind.word(), "/%s/%s".formatted(kind.path(), id)), why.of(kind, id, viewer, viewer).reasons()));
    }

    private static @Nullable Instant moment(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refused("crm.moment", "“%s” is no moment; take the address as it was given.".formatted(text));
        }
    }
}
