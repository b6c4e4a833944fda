@NullMarked
package rapport.prospecting.web;

import org.jspecify.annotations.NullMarked;
