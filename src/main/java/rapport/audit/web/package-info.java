@NullMarked
package rapport.audit.web;

import org.jspecify.annotations.NullMarked;
