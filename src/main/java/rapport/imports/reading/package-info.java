/** Files as rows under one header: read as often as needed, never held whole. */
@NullMarked
package rapport.imports.reading;

import org.jspecify.annotations.NullMarked;
