/** The program as a thing that runs: data folder, bundled PostgreSQL, command line, demo. Commands everything, is used by nobody. */
@ApplicationModule(displayName = "Operations")
@NullMarked
package rapport.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
