/** Ways around a buyer who does not answer: people beside them, and whether they get us there. */
@NamedInterface("routes")
@NullMarked
package rapport.prospecting.routes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
