/** What persistence is worth: how likely the next attempt reaches somebody, told from all that were ever made. */
@NamedInterface("persistence")
@NullMarked
package rapport.prospecting.persistence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
