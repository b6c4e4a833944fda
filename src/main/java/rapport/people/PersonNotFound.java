package rapport.people;

import rapport.kernel.NotFound;
import rapport.kernel.PersonId;

public final class PersonNotFound extends NotFound {

    PersonNotFound(PersonId id) {
        super("people.person-not-found", "There is no such person in this workspace: " + id);
    }
}
