/** Plays: ways of reaching people step by step, and who is in them. */
@NamedInterface("plays")
@NullMarked
package rapport.prospecting.plays;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
