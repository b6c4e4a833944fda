/** What every kind of record has in common: fields, the one way to write, lists, filters, views. */
@NamedInterface("record")
@NullMarked
package rapport.crm.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
