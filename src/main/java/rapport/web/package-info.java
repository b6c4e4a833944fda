/** The shell every page sits in: layout, components, partial rendering, error pages, htmx. Knows no feature. */
@ApplicationModule(displayName = "Web", allowedDependencies = "kernel")
@NullMarked
package rapport.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
