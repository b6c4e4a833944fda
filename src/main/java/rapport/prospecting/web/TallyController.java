package rapport.prospecting.web;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Kind;
import rapport.crm.record.RecordPanel;
import rapport.kernel.Viewer;
import rapport.prospecting.dispatch.Tallies;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.web.Html;

/** The tally beside a contact. */
@Controller
class TallyController implements RecordPanel {

    private final Tallies tallies;
    private final Enrolments enrolments;
    private final Plays plays;
    private final Clock clock;

    TallyController(Tallies tallies, Enrolments enrolments, Plays plays, Clock clock) {
        this.tallies = tallies;
        this.enrolments = enrolments;
        this.plays = plays;
        this.clock = clock;
    }

    @GetMapping("/contacts/{id}/tally")
    ModelAndView tally(@PathVariable UUID id, Viewer viewer) {
        return Html.ok(TallyPart.of(id, tallies.of(id, viewer), enrolments.ofContact(id, viewer), plays.all(viewer), viewer, clock));
    }

    @Override
    public Optional<String> href(Kind kind, UUID id, Viewer viewer) {
        return kind == Kind.CONTACT ? Optional.of("/contacts/%s/tally".formatted(id)) : Optional.empty();
    }
}
