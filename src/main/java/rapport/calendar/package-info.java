/** Time that is promised: protected blocks in people's days. */
@ApplicationModule(displayName = "Calendar", allowedDependencies = {"kernel", "web", "audit", "people"})
@NullMarked
package rapport.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
