package rapport.people;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;
import rapport.kernel.Ids;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Role;

/**
 * Somebody who works in this workspace, with a login or without one yet.
 *
 * @param email null until somebody has said it; needed to sign in
 * @param manager null for whoever reports to nobody here
 * @param deactivatedAt null while they work here
 * @param source the system they were imported from; null when added by hand
 * @param version null until first saved
 */
@Table(schema = "people", value = "person")
public record Person(
        @Id PersonId id,
        String fullName,
        @Nullable String email,
        Role role,
        @Nullable PersonId manager,
        @Nullable TeamId team,
        ZoneId timeZone,
        @Nullable Instant deactivatedAt,
        @Nullable String source,
        @Nullable String sourceId,
        @Version @Nullable Integer version) {

    public Person {
        fullName = fullName.strip();
        email = email == null || email.isBlank() ? null : email.strip().toLowerCase(Locale.ROOT);
        if (fullName.isEmpty()) {
            throw new IllegalArgumentException("A person has a name");
        }
        if (role == Role.SYSTEM) {
            throw new IllegalArgumentException("Nobody can be given this role");
        }
        if (id.equals(manager)) {
            throw new Refused("people.own-manager", "Nobody reports to themselves. Choose somebody else.");
        }
    }

    static Person hire(String fullName, @Nullable String email, Role role, @Nullable PersonId manager, ZoneId zone, Clock clock) {
        return new Person(Ids.next(clock, PersonId::new), fullName, email, role, manager, null, zone, null, null, null, null);
    }

    boolean isActive() {
        return deactivatedAt == null;
    }

    Person with(String fullName, @Nullable String email, Role role, @Nullable PersonId manager, ZoneId timeZone) {
        return new Person(id, fullName, email, role, manager, team, timeZone, deactivatedAt, source, sourceId, version);
    }

    Person withEmail(@Nullable String email) {
        return with(fullName, email, role, manager, timeZone);
    }

    Person leave(@Nullable Instant at) {
        return new Person(id, fullName, email, role, manager, team, timeZone, at, source, sourceId, version);
    }
}
