package rapport.skills;

import rapport.kernel.NotFound;
import rapport.kernel.PersonId;

public final class BlueprintNotFound extends NotFound {

    public BlueprintNotFound(PersonId rep) {
        super("skills.blueprint-not-found", "There is no blueprint for " + rep);
    }

    BlueprintNotFound(BlueprintId id) {
        super("skills.blueprint-not-found", "There is no blueprint " + id);
    }
}
