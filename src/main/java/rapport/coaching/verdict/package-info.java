/** Whether a session counts as coaching: a pure rule over recorded facts and a versioned policy. */
@NamedInterface("verdict")
@NullMarked
package rapport.coaching.verdict;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
