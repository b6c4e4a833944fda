/**
 * Brings in what a team has elsewhere: recognised by its headers, rehearsed, run in one transaction, undone within a month.
 *
 * <p>{@code reading} makes rows of files, {@code dialect} knows what columns of which system mean. A first reading finds out how a
 * file is written ({@link rapport.imports.Survey}); the second makes drafts of rows ({@link rapport.imports.Drafting}) and loads
 * them portion by portion ({@link rapport.imports.Loading}), so that the size of a file does not matter.
 */
@ApplicationModule(displayName = "Imports", allowedDependencies = {"kernel", "web", "audit", "people", "crm", "crm :: record"})
@NullMarked
package rapport.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
