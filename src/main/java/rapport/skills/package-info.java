/**
 * The skills a team works on, and each rep's own blueprint of how to get there: one to three at a time, signed by both.
 *
 * <p>Source: practice 1b.
 */
@ApplicationModule(displayName = "Skills", allowedDependencies = {"kernel", "web", "audit", "people"})
@NullMarked
package rapport.skills;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
