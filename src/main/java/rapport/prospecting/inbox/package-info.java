/** Mail that comes in: answers, absences, what came back, and who wants no more. */
@NamedInterface("inbox")
@NullMarked
package rapport.prospecting.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
