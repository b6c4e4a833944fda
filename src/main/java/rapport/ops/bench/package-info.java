/** Measurements of the running program, each beside a yardstick from the same minutes, and what it keeps when it is killed. */
@NullMarked
package rapport.ops.bench;

import org.jspecify.annotations.NullMarked;
