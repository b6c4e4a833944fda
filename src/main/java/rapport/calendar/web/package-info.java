@NullMarked
package rapport.calendar.web;

import org.jspecify.annotations.NullMarked;
