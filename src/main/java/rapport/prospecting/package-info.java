/**
 * Reaching those who are hard to reach: persistently, on every channel, each thing once, by the law, with a tally that is never set back.
 *
 * <p>Source: practice 6, and the nurturing of practice 3.
 */
@ApplicationModule(displayName = "Prospecting", allowedDependencies = {"kernel", "web", "audit", "jobs", "mail", "calendar", "people", "crm", "crm :: record"})
@NullMarked
package rapport.prospecting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
