/** Accounts, products and opportunities: the record the practices work on. */
@ApplicationModule(displayName = "CRM", allowedDependencies = {"kernel", "web", "audit", "jobs", "people", "calendar"})
@NullMarked
package rapport.crm;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
