/** Dialling through a telephone system: one click, one call. */
@NamedInterface("telephone")
@NullMarked
package rapport.prospecting.telephone;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
