/** How other systems write their exports: files of data, one for each way of writing. Adding a system is adding a file. */
@NullMarked
package rapport.imports.dialect;

import org.jspecify.annotations.NullMarked;
