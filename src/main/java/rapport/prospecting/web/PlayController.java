package rapport.prospecting.web;

import java.time.Clock;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.RecordList;
import rapport.crm.record.View;
import rapport.crm.record.Views;
import rapport.kernel.Forbidden;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.prospecting.EnrolmentId;
import rapport.prospecting.PlayId;
import rapport.prospecting.dispatch.Outgoing;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Moves;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Previews;
import rapport.prospecting.plays.Seed;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;
import rapport.web.Flash;
import rapport.web.Html;

/** Plays: written, published, played. */
@Controller
@RequestMapping("/prospecting")
class PlayController {

    private static final int CHOICE = 100;

    private final Plays plays;
    private final Enrolments enrolments;
    private final Moves moves;
    private final Outgoing outgoing;
    private final Previews previews;
    private final RecordList list;
    private final Views views;
    private final Clock clock;

    PlayController(Plays plays, Enrolments enrolments, Moves moves, Outgoing outgoing, Previews previews, RecordList list, Views views, Clock clock) {
        this.plays = plays;
        this.enrolments = enrolments;
        this.moves = moves;
        this.outgoing = outgoing;
        this.previews = previews;
        this.list = list;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping("/plays")
    ModelAndView index(Viewer viewer) {
        return Html.ok(index(null, viewer));
    }

    private PlaysPage index(@Nullable String fault, Viewer viewer) {
        var all = plays.all(viewer);
        var figures = new HashMap<PlayId, Plays.Figures>();
        all.forEach(it -> figures.put(it.id(), plays.figures(it.id(), viewer)));
        return PlaysPage.of(all, figures, outgoing.uncertain(viewer), fault, viewer);
    }

    @PostMapping("/plays")
    ModelAndView make(@RequestParam(defaultValue = "") String title, @RequestParam(defaultValue = "PROSPECT") Plays.Kind kind, @RequestParam(defaultValue = "") String purpose, Viewer viewer) {
        try {
            return Html.goTo("/prospecting/plays/" + plays.make(title, kind, purpose, List.of(), viewer), new Flash("Made. Add its steps, then publish it."));
        } catch (Refused e) {
            return Html.invalid(index(e.getMessage(), viewer));
        }
    }

    @PostMapping("/plays/seeds/{key}")
    ModelAndView take(@PathVariable String key, Viewer viewer) {
        var seed = java.util.Arrays.stream(Seed.values()).filter(it -> it.name().equalsIgnoreCase(key)).findFirst().orElseThrow(() -> new NotFound("prospecting.seed-not-found", "There is no such play to begin with."));
        try {
            return Html.goTo("/prospecting/plays/" + plays.take(seed, viewer), new Flash("Ready to be played. Change what you would say otherwise."));
        } catch (Refused e) {
            return Html.invalid(index(e.getMessage(), viewer));
        }
    }

    @GetMapping("/plays/{id}")
    ModelAndView show(@PathVariable PlayId id, Viewer viewer) {
        var play = plays.play(id, viewer);
        var funnel = plays.funnel(play, viewer);
        return Html.ok(PlayPage.of(play, plays.steps(id, viewer.role().leads() ? play.draft() : play.live() == null ? play.draft() : play.live(), viewer), funnel, funnel.older() == 0 ? 0 : enrolments.behind(play, viewer), enrolments.of(id, viewer), viewer, clock));
    }

    @PostMapping("/plays/{id}/publication")
    ModelAndView publish(@PathVariable PlayId id, Viewer viewer) {
        try {
            plays.publish(id, viewer);
            return Html.goTo("/prospecting/plays/" + id, new Flash("Published. Whoever is in it goes on as before, until you move them."));
        } catch (Refused e) {
            return Html.goTo("/prospecting/plays/" + id, new Flash(e.getMessage()));
        }
    }

    @PostMapping("/plays/{id}/retirement")
    ModelAndView retire(@PathVariable PlayId id, Viewer viewer) {
        plays.retire(id, viewer);
        return Html.goTo("/prospecting/plays", new Flash("Retired. Whoever is in it goes on to the end."));
    }

    @GetMapping("/plays/{id}/steps/{position}")
    ModelAndView step(@PathVariable PlayId id, @PathVariable int position, Viewer viewer) {
        mustWrite(viewer);
        var play = plays.play(id, viewer);
        var steps = plays.steps(id, play.draft(), viewer);
        if (position < 1 || position > steps.size() + 1) {
            throw new NotFound("prospecting.step-not-found", "The play has no such step.");
        }
        return Html.ok(StepPage.of(play, position <= steps.size() ? steps.get(position - 1) : Step.of(position, steps.isEmpty() ? StepKind.AUTO_EMAIL : StepKind.CALL, steps.isEmpty() ? 0 : 2, Step.Unit.BUSINESS, "", ""), steps.size(), null));
    }

    @PostMapping("/plays/{id}/steps/{position}")
    ModelAndView write(@PathVariable PlayId id, @PathVariable int position, @RequestParam(defaultValue = "CALL") StepKind kind, @RequestParam(defaultValue = "0") int waits, @RequestParam(defaultValue = "BUSINESS") Step.Unit unit,
            @RequestParam(defaultValue = "09:00") @DateTimeFormat(iso = DateTimeFormat.ISO.TIME) LocalTime opens, @RequestParam(defaultValue = "17:00") @DateTimeFormat(iso = DateTimeFormat.ISO.TIME) LocalTime closes,
            @RequestParam(defaultValue = "") String subject, @RequestParam(defaultValue = "") String body, @RequestParam(defaultValue = "false") boolean threaded, @RequestParam(defaultValue = "false") boolean promotional, @RequestParam(name = "branch", required = false) @Nullable List<String> branches, Viewer viewer) {
        mustWrite(viewer);
        var play = plays.play(id, viewer);
        var steps = new ArrayList<>(plays.steps(id, play.draft(), viewer));
        if (position < 1 || position > steps.size() + 1) {
            throw new NotFound("prospecting.step-not-found", "The play has no such step.");
        }
        var wished = new Step(position, kind, waits, unit, opens, closes, subject, body, threaded, StepPage.branches(branches), promotional);
        try {
            if (position > steps.size()) {
                steps.add(wished);
            } else {
                steps.set(position - 1, wished);
            }
            plays.write(id, steps, viewer);
            return Html.goTo("/prospecting/plays/" + id, new Flash("Step %d is written. Publish it when the play is ready.".formatted(position)));
        } catch (Refused e) {
            return Html.invalid(StepPage.of(play, wished, plays.steps(id, play.draft(), viewer).size(), e.getMessage()));
        }
    }

    @PostMapping("/plays/{id}/steps/{position}/preview")
    ModelAndView preview(@PathVariable PlayId id, @PathVariable int position, @RequestParam(defaultValue = "") String subject, @RequestParam(defaultValue = "") String body, Viewer viewer) {
        mustWrite(viewer);
        plays.play(id, viewer);
        return Html.ok(PreviewPart.of(previews.of(subject, body, viewer)));
    }

    @PostMapping("/plays/{id}/steps/{position}/removal")
    ModelAndView removeStep(@PathVariable PlayId id, @PathVariable int position, Viewer viewer) {
        return rearranged(id, position, viewer, order -> order.remove(position - 1));
    }

    @PostMapping("/plays/{id}/steps/{position}/earlier")
    ModelAndView earlier(@PathVariable PlayId id, @PathVariable int position, Viewer viewer) {
        return rearranged(id, position, viewer, order -> Collections.swap(order, position - 1, Math.max(0, position - 2)));
    }

    private ModelAndView rearranged(PlayId id, int position, Viewer viewer, Consumer<List<Integer>> change) {
        mustWrite(viewer);
        var steps = new ArrayList<>(plays.steps(id, plays.play(id, viewer).draft(), viewer));
        if (position < 1 || position > steps.size()) {
            throw new NotFound("prospecting.step-not-found", "The play has no such step.");
        }
        var order = new ArrayList<>(IntStream.rangeClosed(1, steps.size()).boxed().toList());
        change.accept(order);
        try {
            plays.write(id, Step.rearranged(steps, order), viewer);
            return Html.goTo("/prospecting/plays/" + id, new Flash("Changed. Publish it when the play is ready."));
        } catch (Refused e) {
            return Html.goTo("/prospecting/plays/" + id, new Flash(e.getMessage()));
        }
    }

    @GetMapping("/plays/{id}/people")
    ModelAndView choose(@PathVariable PlayId id, @RequestParam(defaultValue = "everything") String view, @RequestParam(defaultValue = "") String find, Viewer viewer) {
        mustSell(viewer);
        return Html.ok(choice(id, view, find, null, viewer));
    }

    private EnrolPage choice(PlayId id, String key, String find, @Nullable String fault, Viewer viewer) {
        var all = views.of(Kind.CONTACT, viewer);
        var view = view(all, key);
        var page = list.page(new ListQuery(Kind.CONTACT, view.filter(), find.isBlank() ? null : find, new ListQuery.Sort("createdAt", true), List.of("title", "email", "mobile", "phone"), null, CHOICE), viewer);
        return EnrolPage.of(plays.play(id, viewer), all, view, page, enrolments.playsOf(page.items().stream().map(RecordList.Row::id).toList(), viewer), find, fault);
    }

    private static View view(List<View> all, String key) {
        return all.stream().filter(it -> it.key().equals(key)).findFirst().orElse(all.getFirst());
    }

    /** @param everybody of the view rather than those chosen */
    @PostMapping("/plays/{id}/people")
    ModelAndView enrol(@PathVariable PlayId id, @RequestParam(name = "contact", required = false) @Nullable List<UUID> contacts, @RequestParam(defaultValue = "everything") String view, @RequestParam(defaultValue = "") String find, @RequestParam(defaultValue = "false") boolean everybody, Viewer viewer) {
        mustSell(viewer);
        try {
            var chosen = everybody ? list.ids(Kind.CONTACT, view(views.of(Kind.CONTACT, viewer), view).filter(), find.isBlank() ? null : find, Enrolments.MOST + 1, viewer) : contacts == null ? List.<UUID>of() : contacts;
            var taken = enrolments.enrol(id, chosen, viewer);
            return Html.goTo("/prospecting/plays/" + id, new Flash(EnrolPage.words(taken)));
        } catch (Refused e) {
            return Html.invalid(choice(id, view, find, e.getMessage(), viewer));
        }
    }

    @GetMapping("/plays/{id}/move")
    ModelAndView preview(@PathVariable PlayId id, Viewer viewer) {
        mustWrite(viewer);
        var play = plays.play(id, viewer);
        return Html.ok(MovePage.of(play, enrolments.older(play, viewer), enrolments.behind(play, viewer), viewer, clock));
    }

    @PostMapping("/plays/{id}/move")
    ModelAndView move(@PathVariable PlayId id, Viewer viewer) {
        var moved = moves.move(id, viewer);
        var left = moved.left() == 0 ? "" : " %s: their step was just on its way. Move them in a moment.".formatted(moved.left() == 1 ? "One stays behind" : "%,d stay behind".formatted(moved.left()));
        return Html.goTo("/prospecting/plays/" + id, new Flash((moved.moved() == 1 ? "One person plays the newest version now." : "%,d people play the newest version now.".formatted(moved.moved())) + left));
    }

    /** From the page of one contact. */
    @PostMapping("/enrolments")
    ModelAndView enrolOne(@RequestParam(required = false) @Nullable PlayId play, @RequestParam(required = false) @Nullable UUID contact, Viewer viewer) {
        mustSell(viewer);
        if (play == null || contact == null) {
            throw new NotFound("prospecting.play-not-found", "There is no such play.");
        }
        var taken = enrolments.enrol(play, List.of(contact), viewer);
        return Html.goTo("/contacts/" + contact, new Flash(EnrolPage.words(taken)));
    }

    @PostMapping("/enrolments/{id}/going-on")
    ModelAndView goOn(@PathVariable EnrolmentId id, Viewer viewer) {
        enrolments.goOn(id, viewer);
        return Html.goTo("/prospecting/plays", new Flash("They go on."));
    }

    @PostMapping("/enrolments/{id}/removal")
    ModelAndView remove(@PathVariable EnrolmentId id, Viewer viewer) {
        enrolments.remove(id, viewer);
        return Html.goTo("/prospecting/plays", new Flash("Taken out. Nothing more of the play reaches them."));
    }

    private static void mustWrite(Viewer viewer) {
        if (!viewer.role().leads()) {
            throw new Forbidden("prospecting.plays", "Plays are written by managers and administrators.");
        }
    }

    private static void mustSell(Viewer viewer) {
        if (!viewer.role().sells()) {
            throw new Forbidden("prospecting.only-sellers", "Customers are reached by reps, managers and administrators.");
        }
    }
}
