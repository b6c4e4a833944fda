@NullMarked
package rapport.imports.web;

import org.jspecify.annotations.NullMarked;
