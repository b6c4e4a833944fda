/** Who works here: people, roles, reporting lines, and how they sign in. */
@ApplicationModule(displayName = "People", allowedDependencies = {"kernel", "web", "audit", "mail"})
@NullMarked
package rapport.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
