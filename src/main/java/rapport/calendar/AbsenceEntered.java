package rapport.calendar;

import java.time.LocalDate;
import java.util.UUID;
import rapport.kernel.Fact;
import rapport.kernel.PersonId;
import rapport.kernel.WorkspaceId;

/** Somebody will be away. @param illness they fell ill; it is excused like leave */
public record AbsenceEntered(WorkspaceId workspace, UUID absence, PersonId person, LocalDate firstDay, LocalDate lastDay, boolean illness) implements Fact {}
