/** What leaves the building: each thing at most once, whatever dies in between. */
@NamedInterface("dispatch")
@NullMarked
package rapport.prospecting.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
