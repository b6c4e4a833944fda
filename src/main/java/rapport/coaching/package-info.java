/**
 * Coaching that both parties know to be coaching: promised, booked, named, accepted, and judged by a rule.
 *
 * <p>Source: practices 1a and 1b.
 */
@ApplicationModule(displayName = "Coaching", allowedDependencies = {"kernel", "web", "audit", "jobs", "mail", "people", "crm", "calendar", "skills"})
@NullMarked
package rapport.coaching;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
