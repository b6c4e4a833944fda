/** Measurements of the running program, each beside a yardstick from the same minutes. */
@NullMarked
package rapport.ops.bench;

import org.jspecify.annotations.NullMarked;
