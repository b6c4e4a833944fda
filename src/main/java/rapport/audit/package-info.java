/** What happened and who did it: one history of business records, and a sealed log nobody can quietly change. */
@ApplicationModule(displayName = "Audit", allowedDependencies = {"kernel", "web"})
@NullMarked
package rapport.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
