/** Letters that leave the building by SMTP: each at most once, and none lost without a word. */
@ApplicationModule(displayName = "Mail", allowedDependencies = {"kernel", "web", "audit", "jobs"})
@NullMarked
package rapport.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
