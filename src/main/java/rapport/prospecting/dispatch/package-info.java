/** What leaves the building: each thing at most once, whatever dies in between. */
@NullMarked
package rapport.prospecting.dispatch;

import org.jspecify.annotations.NullMarked;
