/** Faxes: over a HylaFAX server of one's own, or a gateway that takes them by mail. */
@NamedInterface("fax")
@NullMarked
package rapport.prospecting.fax;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
