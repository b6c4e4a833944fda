/** Mail to customers and from them, by mailboxes of the people who write. */
@NamedInterface("mail")
@NullMarked
package rapport.prospecting.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
