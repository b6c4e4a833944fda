@NullMarked
package rapport.skills.web;

import org.jspecify.annotations.NullMarked;
