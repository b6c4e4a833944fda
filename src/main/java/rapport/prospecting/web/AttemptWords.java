package rapport.prospecting.web;

import java.util.Locale;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;

/** How an attempt reads in a history. */
final class AttemptWords {

    private AttemptWords() {}

    static String icon(String kind) {
        return switch (kind) {
            case "CALL" -> "phone";
            case "EMAIL" -> "mail";
            case "FAX" -> "file-export";
            case "LETTER" -> "send";
            case "GIFT" -> "gift";
            case "SOCIAL" -> "message-circle";
            case "INTRODUCTION" -> "users";
            default -> "checkbox";
        };
    }

    static String of(Attempts.Row it) {
        return switch (it.kind()) {
            case "CALL" -> "Call: " + CallOutcome.valueOf(it.outcome()).words();
            case "EMAIL" -> switch (it.outcome()) {
                case "REPLIED" -> "They answered by e-mail";
                case "BOUNCED" -> "An e-mail came back";
                case "BAD_ADDRESS" -> "An e-mail came back: no such address";
                default -> "E-mail";
            };
            case "GIFT" -> it.outcome().equals("CLAIMED") ? "They took the gift" : "Gift";
            default -> it.kind().charAt(0) + it.kind().substring(1).toLowerCase(Locale.ROOT);
        };
    }
}
