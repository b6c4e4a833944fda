package rapport.skills;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import rapport.kernel.Ids;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;

/**
 * What one rep works on and how, as rep and coach wrote it together. Never changed: a new edition takes its place.
 *
 * @param edition from 1
 * @param horizon until when the two work on it
 * @param focus one to three, the most important first
 * @param signatures in the order they were given
 */
public record Blueprint(
        BlueprintId id, PersonId rep, int edition, PersonId madeBy, Instant madeAt, LocalDate horizon, List<Focus> focus, List<Signature> signatures) {

    /** Only the rep and those who lead them can give one. */
    public record Signature(PersonId person, Instant signedAt) {}

    /** A few at a time, in depth; practice 1b names no number, three is ours. */
    public static final int MOST_SKILLS = 3;

    public Blueprint {
        focus = List.copyOf(focus);
        signatures = List.copyOf(signatures);
        if (focus.isEmpty() || focus.size() > MOST_SKILLS) {
            throw new Refused("skills.one-to-three", "Choose one to %d skills: a few at a time get better, many do not.".formatted(MOST_SKILLS));
        }
        if (new HashSet<>(focus.stream().map(Focus::skill).toList()).size() < focus.size()) {
            throw new Refused("skills.twice", "A skill is chosen twice. Write it once, or choose another.");
        }
    }

    /** Whoever writes it signs it by that. */
    static Blueprint write(PersonId rep, int edition, List<Focus> focus, LocalDate horizon, PersonId by, Clock clock) {
        var now = clock.instant();
        return new Blueprint(Ids.next(clock, BlueprintId::new), rep, edition, by, now, horizon, focus, List.of(new Signature(by, now)));
    }

    boolean says(List<Focus> focus, LocalDate horizon) {
        return this.focus.equals(focus) && this.horizon.equals(horizon);
    }

    public boolean isSignedBy(PersonId person) {
        return signatures.stream().anyMatch(it -> it.person.equals(person));
    }

    /** When the rep and somebody who leads them had both signed; empty while one is missing. */
    public Optional<Instant> signedAt() {
        var byRep = signatures.stream().filter(it -> it.person.equals(rep)).map(Signature::signedAt).findFirst();
        var byLeader = signatures.stream().filter(it -> !it.person.equals(rep)).map(Signature::signedAt).min(Instant::compareTo);
        return byRep.flatMap(one -> byLeader.map(other -> one.isAfter(other) ? one : other));
    }
}
