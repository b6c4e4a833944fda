/** Calls: what came of them, what was promised in them, and what is noted for the next one who calls. */
@NamedInterface("calls")
@NullMarked
package rapport.prospecting.calls;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
