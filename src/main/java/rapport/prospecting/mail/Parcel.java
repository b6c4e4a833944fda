package rapport.prospecting.mail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A mail as it goes out. @param messageId the same however often it is tried, without angle brackets @param answers the Message-ID of the mail it follows @param leave where one stops all mail, by one click */
record Parcel(UUID touch, String from, String shownAs, String to, String subject, String body, String messageId, @Nullable String answers, String leave, Instant at) {}
