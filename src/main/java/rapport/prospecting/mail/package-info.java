/** Mail to customers and from them, by mailboxes of the people who write. */
@NullMarked
package rapport.prospecting.mail;

import org.jspecify.annotations.NullMarked;
