package rapport.prospecting.inbox;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an incoming mail is, as far as it matters to whoever wrote to its sender. */
public sealed interface Sort {

    /** Somebody wrote it. */
    record Written() implements Sort {}

    /** A program answered for somebody who is away, or for no reason it gives. @param back the first day they are here again, when it says so */
    record Automatic(boolean away, @Nullable LocalDate back) implements Sort {}

    /** A server reports what became of a mail, at each address. */
    record Returned(List<Fate> fates) implements Sort {}

    /** Somebody has called our mail unwanted (RFC 5965). @param type abuse, fraud, opt-out and others, in small letters */
    record Complaint(String type) implements Sort {}

    /** They want no more, in so many words. */
    record Unsubscribing() implements Sort {}

    /** It was opened, or deleted: nobody asked, and nothing follows from it (RFC 8098). */
    record Receipt() implements Sort {}

    /** It went to many. */
    record Broadcast() implements Sort {}

    /** Its program wants a riddle solved before it lets mail through. */
    record Challenge() implements Sort {}

    /** What is kept of it: HUMAN, OOO, AUTO, DSN, ARF, UNSUBSCRIBE, RECEIPT, BROADCAST, CHALLENGE. */
    default String code() {
        return switch (this) {
            case Written _ -> "HUMAN";
            case Automatic it -> it.away ? "OOO" : "AUTO";
            case Returned _ -> "DSN";
            case Complaint _ -> "ARF";
            case Unsubscribing _ -> "UNSUBSCRIBE";
            case Receipt _ -> "RECEIPT";
            case Broadcast _ -> "BROADCAST";
            case Challenge _ -> "CHALLENGE";
        };
    }
}
