package rapport.prospecting.inbox;

import java.util.regex.Pattern;
import rapport.kernel.MailAddress;

/**
 * What became of a mail at one address, as a server has reported it.
 *
 * @param recipient empty when the report does not say
 * @param status RFC 3463, such as {@code 5.1.1}; empty when there is none
 * @param words what the server said
 */
public record Fate(String recipient, Fortune fortune, String status, String words) {

    public enum Fortune {
        /** There is no such address, or no such domain: nothing will ever arrive there. */
        HARD,
        /** It did not arrive; another mail might. A full mailbox is no reason to give somebody up. */
        SOFT,
        /** It is still being tried: nothing has changed. */
        DELAYED,
        /** It did arrive. */
        DELIVERED
    }

    private static final Pattern NOBODY_THERE = Pattern.compile(String.join("|",
            "user (is )?(unknown|not found|doesn'?t exist|does not exist)", "unknown (user|recipient|mailbox|address|local part)", "no such (user|recipient|mailbox|address|account|person)",
            "no (mailbox|user|account|recipient)( was found)?( here)? (by|with|for) that", "(mailbox|account|address|recipient|user|e-?mail address|addressee)( you entered| that you tried to reach| specified)? (is |was )?(unknown|not found|does ?n[o']t exist|not exist|doesn'?t exist|not known|no longer (exists|in use|here))",
            "recipient(s)? (address )?(rejected: )?(user unknown|unknown)", "undeliverable address", "addressee unknown", "invalid (recipient|mailbox|address|user)", "not a valid (mailbox|recipient|user|address)", "is not a known user",
            "doesn'?t have (a|an) .{0,30}account", "there is no one (at|with) ", "not our customer", "no longer (at|with|works)", "has moved", "permanently moved", "user not local", "not listed in", "no one by that name", "couldn'?t be found", "wasn'?t found at", "recipnotfound", "recipientnotfound", "address not present", "vpopmail.{0,20}no mailbox|sorry, no mailbox here"),
            Pattern.CASE_INSENSITIVE);
    /** As Exchange Online and Hotmail say that they know nobody of that name. */
    private static final Pattern DENIED = Pattern.compile("recipient address rejected(: access denied|\\.\\s*$)|requested action not taken: mailbox unavailable", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_DOMAIN = Pattern.compile("(host|domain)( name)? (unknown|not found|does not exist|doesn'?t exist|is not found)|unknown (host|domain)|name service error.{0,80}not found|no such (host|domain)|couldn'?t find any host( named)?|domain .{0,60}(not found|couldn'?t be found)|unrouteable address|does ?n[o']t accept mail|nullmx|null mx|nxdomain", Pattern.CASE_INSENSITIVE);
    private static final Pattern FOR_NOW = Pattern.compile("mailbox.{0,20}(is )?full|over ?quota|quota (exceeded|full)|exceeded (the |its |his |her )?(storage|quota|mailbox)|insufficient.{0,20}storage|not enough (storage )?space|disk quota|full mailbox|(account|mailbox|user).{0,30}(disabled|suspended|inactive|locked|frozen)|temporar|try again|greylist|too many|timed? ?out", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_ABOUT_THEM = Pattern.compile("spam|block(ed|list)|blacklist|reputation|policy|spf|dkim|dmarc|ptr|reverse dns|sender (address )?(rejected|verify|domain)|relay|virus|too large|size limit|content|authentication|unsolicited|access denied|not authorized|permission|banned|client host|looks like|header", Pattern.CASE_INSENSITIVE);

    /** @param action of RFC 3464, in small letters; empty when there is none */
    public static Fate of(String recipient, String action, String status, String words) {
        return new Fate(MailAddress.plain(recipient), fortune(action, status, words), status, words.strip().replaceAll("\\s+", " "));
    }

    /** The action decides, then the code; words only where the code says no more than “no”. */
    private static Fortune fortune(String action, String status, String words) {
        return switch (action) {
            case "delivered", "relayed", "expanded" -> Fortune.DELIVERED;
            case "delayed", "delay" -> Fortune.DELAYED;
            default -> status.startsWith("2") ? Fortune.DELIVERED : status.startsWith("4") || !final5(status, words) ? Fortune.SOFT : Fortune.HARD;
        };
    }

    /** RFC 3463, 3.1: x.1 is about addresses, x.0, x.4 and x.5 may be; what is about a mailbox, its system, the content or a policy is not. */
    private static boolean speaksOfAddresses(String status) {
        return status.isEmpty() || status.startsWith("5.0.") || status.startsWith("5.1.") || status.startsWith("5.4.") || status.startsWith("5.5.") || status.equals("5.2.1");
    }

    private static boolean final5(String status, String words) {
        return switch (status) {
            case "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.4.4" -> !FOR_NOW.matcher(words).find() && !NOT_ABOUT_THEM.matcher(words).find() || NOBODY_THERE.matcher(words).find();
            case "5.1.7", "5.1.8", "5.2.2", "5.2.3" -> false; // the sender's fault, a full mailbox, too large a mail
            default -> DENIED.matcher(words).find() || speaksOfAddresses(status) && (NO_DOMAIN.matcher(words).find() || NOBODY_THERE.matcher(words).find() && !NOT_ABOUT_THEM.matcher(words).find() && !FOR_NOW.matcher(words).find());
        };
    }
}
