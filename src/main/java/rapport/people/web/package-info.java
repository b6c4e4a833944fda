@NullMarked
package rapport.people.web;

import org.jspecify.annotations.NullMarked;
