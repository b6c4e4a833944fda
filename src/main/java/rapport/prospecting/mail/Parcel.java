package rapport.prospecting.mail;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A mail as it goes out. @param messageId the same however often it is tried, without angle brackets @param answers the Message-ID of the mail it follows @param leave where one stops all mail, by one click; null for what is no mail to anybody @param enclosed a PDF, made when it goes */
record Parcel(UUID touch, String from, String shownAs, String to, String subject, String body, String messageId, @Nullable String answers, @Nullable String leave, Instant at, @Nullable Supplier<byte[]> enclosed) {}
