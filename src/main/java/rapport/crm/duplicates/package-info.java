/** Records that are one: found, decided, merged and taken apart again. */
@NullMarked
package rapport.crm.duplicates;

import org.jspecify.annotations.NullMarked;
