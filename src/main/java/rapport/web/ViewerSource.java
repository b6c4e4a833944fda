package rapport.web;

import java.util.Locale;
import java.util.Optional;
import rapport.kernel.Viewer;

/** Turns whoever signed in into a viewer, or into nobody when they have left. The module that knows people implements it. */
public interface ViewerSource {

    Optional<Viewer> viewer(SignedIn signedIn, Locale locale);
}
