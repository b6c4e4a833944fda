/** How the servers of those we write to know our mail from somebody else's: SPF, DKIM, DMARC, and names that lead back. */
@NamedInterface("sender")
@NullMarked
package rapport.prospecting.sender;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
