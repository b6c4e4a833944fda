package rapport.coaching.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.coaching.Adherence;
import rapport.coaching.Contacts;
import rapport.coaching.SessionList;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.web.Flash;
import rapport.web.Html;

/** Coaching that counted, by person; and a place to log a word in passing. */
@Controller
@RequestMapping("/coaching")
class AdherenceController {

    private static final int MANY = 200;
    private static final int WORDS = 5;

    private final Adherence adherence;
    private final SessionList sessions;
    private final Contacts contacts;
    private final People people;
    private final Clock clock;

    AdherenceController(Adherence adherence, SessionList sessions, Contacts contacts, People people, Clock clock) {
        this.adherence = adherence;
        this.sessions = sessions;
        this.contacts = contacts;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping("/adherence")
    ModelAndView show(Viewer viewer) {
        var rows = adherence.of(null, viewer);
        var lately = contacts.lately(WORDS, viewer);
        var names = people.namesOf(Stream.concat(rows.stream().flatMap(it -> Stream.of(it.coach(), it.rep())), lately.stream().map(Contacts.Word::other)).map(PersonId::new).toList());
        return Html.ok(AdherencePage.of(rows, names, adherence.sinceAnyConversation(viewer), next(viewer), lately, viewer, clock));
    }

    /** The same as a file for a spreadsheet. */
    @GetMapping("/adherence.csv")
    ResponseEntity<String> file(Viewer viewer) {
        var rows = adherence.of(null, viewer);
        var names = people.namesOf(rows.stream().flatMap(it -> Stream.of(it.coach(), it.rep())).map(PersonId::new).toList());
        var text = new StringWriter();
        try (var csv = CsvWriter.builder().build(text)) {
            csv.writeRecord("coach", "rep", "every weeks", "due", "counted", "days since the last that counted", "standing", "lost minutes");
            rows.forEach(it -> csv.writeRecord(harmless(names.getOrDefault(new PersonId(it.coach()), "")), harmless(names.getOrDefault(new PersonId(it.rep()), "")), String.valueOf(it.everyWeeks()),
                    String.valueOf(it.due()), String.valueOf(it.counted()), it.waiting() == null ? "" : String.valueOf(it.waiting()), it.standing().name().toLowerCase(Locale.ROOT),
                    String.valueOf(it.lostMinutes().values().stream().mapToLong(Long::longValue).sum())));
        } catch (IOException e) {
            throw new UncheckedIOException("A string takes everything", e);
        }
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/csv;charset=UTF-8")).header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=adherence.csv").body(text.toString());
    }

    /** A name that begins as a formula would be one in a spreadsheet. */
    private static String harmless(String text) {
        return text.matches("[=+\\-@\\t\\r].*") ? "'" + text : text;
    }

    /** The viewer's next session with each of their reps. */
    private Map<UUID, UUID> next(Viewer viewer) {
        return sessions.coming(viewer.id(), null, MANY, viewer).stream().filter(it -> !it.calledOff()).collect(Collectors.toMap(SessionList.Row::rep, SessionList.Row::id, (first, _) -> first));
    }

    @PostMapping("/contacts")
    ModelAndView log(@RequestParam PersonId person, @RequestParam(defaultValue = "") String words, Viewer viewer) {
        contacts.log(person, words, viewer);
        return Html.goTo("/coaching/adherence", new Flash("Noted. A word in passing is good, and is not coaching."));
    }
}
