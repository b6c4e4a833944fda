/** Small gifts: within limits that are data, approved where they are not small, ordered once. */
@NamedInterface("gifts")
@NullMarked
package rapport.prospecting.gifts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
