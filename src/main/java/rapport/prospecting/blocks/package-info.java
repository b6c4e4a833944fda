/** Time set aside for reaching people, and defended. */
@NamedInterface("blocks")
@NullMarked
package rapport.prospecting.blocks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
