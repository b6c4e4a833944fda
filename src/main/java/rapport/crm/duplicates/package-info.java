/** Records that are one: found, decided, merged and taken apart again. */
@NamedInterface("duplicates")
@NullMarked
package rapport.crm.duplicates;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
