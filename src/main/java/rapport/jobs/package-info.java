/** Work at its own times, on whichever node is awake: once for each workspace, through the database. */
@ApplicationModule(displayName = "Jobs", allowedDependencies = {"kernel", "web", "audit"})
@NullMarked
package rapport.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
