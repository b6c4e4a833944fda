/** What is kept about people in all of prospecting, and how it is forgotten; and who is not to be written to any more. */
@NamedInterface("memory")
@NullMarked
package rapport.prospecting.memory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
