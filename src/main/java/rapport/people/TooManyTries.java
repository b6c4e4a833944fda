package rapport.people;

import rapport.kernel.Refused;

public final class TooManyTries extends Refused {

    TooManyTries() {
        super("people.too-many-tries", "Too many tries. Wait a quarter of an hour, then try again; or ask your manager for a new link.");
    }
}
