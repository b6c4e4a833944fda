@NullMarked
package rapport.mail.web;

import org.jspecify.annotations.NullMarked;
