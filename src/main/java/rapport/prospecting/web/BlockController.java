package rapport.prospecting.web;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.prospecting.BlockId;
import rapport.prospecting.blocks.Blocks;
import rapport.prospecting.calls.Worklist;
import rapport.prospecting.dispatch.Outgoing;
import rapport.web.Flash;
import rapport.web.Html;

/** Time set aside for reaching people. */
@Controller
@RequestMapping("/prospecting/blocks")
class BlockController {

    private final Blocks blocks;
    private final Worklist worklist;
    private final Outgoing outgoing;
    private final People people;
    private final Clock clock;

    BlockController(Blocks blocks, Worklist worklist, Outgoing outgoing, People people, Clock clock) {
        this.blocks = blocks;
        this.worklist = worklist;
        this.outgoing = outgoing;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView index(Viewer viewer) {
        return Html.ok(page(null, viewer));
    }

    private BlocksPage page(@Nullable String fault, Viewer viewer) {
        var rows = blocks.of(viewer);
        var integrity = blocks.integrity(viewer);
        var who = Stream.of(rows.stream().map(Blocks.Row::person), rows.stream().flatMap(it -> Stream.ofNullable(it.breachedBy())), integrity.stream().map(Blocks.Integrity::person)).flatMap(it -> it).distinct().toList();
        return BlocksPage.of(rows, integrity, people.namesOf(who), outgoing.uncertain(viewer), fault, viewer, clock);
    }

    @PostMapping
    ModelAndView plan(@RequestParam(defaultValue = "") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable LocalDateTime starts, @RequestParam(defaultValue = "60") int minutes, @RequestParam(defaultValue = "1") int weeks, @RequestParam(defaultValue = "") String goal, Viewer viewer) {
        try {
            if (starts == null) {
                throw new Refused("prospecting.block-when", "Say when it begins.");
            }
            blocks.plan(starts, minutes, weeks, goal, viewer);
            return Html.goTo("/prospecting/blocks", new Flash("Set aside. Nothing else is booked into it."));
        } catch (Refused e) {
            return Html.invalid(page(e.getMessage(), viewer));
        }
    }

    @PostMapping("/{id}/start")
    ModelAndView start(@PathVariable BlockId id, Viewer viewer) {
        try {
            blocks.start(id, viewer);
            var first = worklist.ranked(viewer).stream().findFirst();
            return Html.goTo(first.map(it -> "/prospecting/calls/" + it.contact()).orElse("/prospecting/worklist"), new Flash(first.isPresent() ? "The block runs. Promised calls come first." : "The block runs, and nobody waits to be called. Bring people into a play."));
        } catch (Refused e) {
            return Html.goTo("/prospecting/blocks", new Flash(e.getMessage()));
        }
    }

    @PostMapping("/{id}/end")
    ModelAndView end(@PathVariable BlockId id, Viewer viewer) {
        blocks.end(id, viewer);
        return Html.goTo("/prospecting/blocks", new Flash("Kept."));
    }

    @PostMapping("/{id}/breach")
    ModelAndView breach(@PathVariable BlockId id, @RequestParam(defaultValue = "") String why, Viewer viewer) {
        try {
            blocks.breach(id, why, viewer);
            return Html.goTo("/prospecting/blocks", new Flash("Given up. The time is free for something else."));
        } catch (Refused e) {
            return Html.goTo("/prospecting/blocks", new Flash(e.getMessage()));
        }
    }
}
