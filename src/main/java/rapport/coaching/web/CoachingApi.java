package rapport.coaching.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import rapport.coaching.Adherence;
import rapport.coaching.Coaching;
import rapport.coaching.Contacts;
import rapport.coaching.Programme;
import rapport.coaching.ProgrammeId;
import rapport.coaching.SessionId;
import rapport.coaching.SessionList;
import rapport.coaching.StartProgramme;
import rapport.coaching.Starting.Started;
import rapport.coaching.Starting.TooMuch;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.web.ListJson;

/** Coaching for programs: the same services as its pages. */
@RestController
@RequestMapping("/api/v1/coaching")
class CoachingApi {

    /** @param firstSlot local, in the zone @param zone the token's person's when absent */
    record NewProgrammeJson(
            @NotEmpty @Nullable List<PersonId> reps, @NotNull @Min(1) @Max(8) @Nullable Integer everyWeeks, @NotNull @Min(25) @Max(180) @Nullable Integer minutes,
            @NotNull @Nullable LocalDateTime firstSlot, @Nullable ZoneId zone, @Nullable String expectations, @Nullable String overCapacity, @Nullable String holidays) {

        @SuppressWarnings("NullAway") // called only after validation
        StartProgramme toWish(Viewer viewer) {
            return new StartProgramme(reps, everyWeeks, minutes, firstSlot, Objects.requireNonNullElse(zone, viewer.zone()),
                    expectations == null || expectations.isBlank() ? StartProgramme.EXPECTATIONS : expectations, overCapacity,
                    Objects.requireNonNullElse(holidays, ""));
        }
    }

    record ProgrammeJson(ProgrammeId id, PersonId coach, int everyWeeks, int minutes, String zone, int edition, List<Programme.Rep> reps, int sessions, int withoutTime) {}

    record SessionJson(UUID id, UUID programme, UUID coach, UUID rep, Instant startsAt, int minutes, SessionList.State state) {}

    record AcceptedJson(SessionId session, List<PersonId> acceptedBy) {}

    record ContactJson(@NotNull @Nullable PersonId person, @Nullable String words) {}

    record LoggedJson(UUID id) {}

    private final Coaching coaching;
    private final SessionList sessions;
    private final Adherence adherence;
    private final Contacts contacts;

    CoachingApi(Coaching coaching, SessionList sessions, Adherence adherence, Contacts contacts) {
        this.coaching = coaching;
        this.sessions = sessions;
        this.adherence = adherence;
        this.contacts = contacts;
    }

    /** Pairs the viewer is one of, or whose rep is in their line. */
    @GetMapping("/adherence")
    ListJson<Adherence.Row> adherence(@RequestParam(required = false) @Nullable PersonId coach, Viewer viewer) {
        var rows = adherence.of(coach, viewer);
        return new ListJson<>(rows, null, rows.size(), true);
    }

    @PostMapping("/contacts")
    @SuppressWarnings("NullAway") // validated
    ResponseEntity<LoggedJson> log(@Valid @RequestBody ContactJson it, Viewer viewer) {
        return ResponseEntity.status(201).body(new LoggedJson(contacts.log(it.person, Objects.requireNonNullElse(it.words, ""), viewer)));
    }

    @PostMapping("/programmes")
    ResponseEntity<ProgrammeJson> start(@Valid @RequestBody NewProgrammeJson wish, Viewer viewer) {
        return switch (coaching.start(wish.toWish(viewer), viewer)) {
            case Started(var it, var planned, var withoutTime) -> ResponseEntity.created(URI.create("/api/v1/coaching/programmes/" + it.id()))
                    .body(new ProgrammeJson(it.id(), it.coach(), it.everyWeeks(), it.minutes(), it.zone().getId(), it.edition(), it.reps(), planned, withoutTime));
            case TooMuch(var percent, var sum) -> throw new Refused("coaching.over-capacity",
                    "This takes %d %% of a 40-hour week (%s). Say why in overCapacity, or coach fewer or less often.".formatted(percent, sum));
        };
    }

    @PutMapping("/programmes/{id}/agreement")
    ResponseEntity<Void> sign(@PathVariable ProgrammeId id, Viewer viewer) {
        coaching.sign(id, viewer);
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/sessions")
    ListJson<SessionJson> sessions(@RequestParam(required = false) @Nullable PersonId coach, @RequestParam(required = false) @Nullable PersonId rep,
            @RequestParam(required = false) SessionList.@Nullable State state, Viewer viewer) {
        var coming = sessions.coming(coach, rep, 200, viewer).stream().filter(it -> state == null || it.state() == state)
                .map(it -> new SessionJson(it.id(), it.programme(), it.coach(), it.rep(), it.startsAt(), it.minutes(), it.state())).toList();
        return new ListJson<>(coming, null, coming.size(), true);
    }

    @PutMapping("/sessions/{id}/acceptance")
    AcceptedJson accept(@PathVariable SessionId id, Viewer viewer) {
        coaching.accept(id, viewer);
        return new AcceptedJson(id, coaching.acceptances(id, viewer).keySet().stream().sorted(java.util.Comparator.comparing(PersonId::toString)).toList());
    }
}
