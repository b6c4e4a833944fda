package rapport.calendar;

import java.time.LocalDate;
import java.util.UUID;
import rapport.kernel.PersonId;

/** Days somebody is away, both ends included, on their own clock. */
public record Absence(UUID id, PersonId person, LocalDate firstDay, LocalDate lastDay, Kind kind) {

    public enum Kind { LEAVE, ILLNESS, OTHER }

    public boolean covers(LocalDate day) {
        return !day.isBefore(firstDay) && !day.isAfter(lastDay);
    }
}
