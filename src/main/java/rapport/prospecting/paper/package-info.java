/** What goes out on paper: letters in envelopes with a window, and the pages of faxes. */
@NamedInterface("paper")
@NullMarked
package rapport.prospecting.paper;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
