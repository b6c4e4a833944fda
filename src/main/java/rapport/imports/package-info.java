/**
 * Brings in what a team has elsewhere: recognised by its headers, rehearsed, run in one transaction, undone within a month.
 *
 * <p>A profile says which files a system exports and what their columns mean; adding a system is adding a profile.
 */
@ApplicationModule(displayName = "Imports", allowedDependencies = {"kernel", "web", "audit", "people", "crm"})
@NullMarked
package rapport.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
