package rapport.prospecting.inbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What servers report: by the rules (RFC 3464), and in the ways of the older ones that have none. */
final class Report {

    private static final Pattern ADDRESS = Pattern.compile("[\\w.+=/'%&!#$*?^`{|}~-]+@[\\w-]+(?:\\.[\\w-]+)+");
    private static final Pattern STATUS = Pattern.compile("(?<![\\d.])([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])");
    private static final Pattern REPLY = Pattern.compile("(?<![\\d.])([245])\\d\\d(?![\\d.])");
    private static final Pattern RECIPIENT = Pattern.compile("(?m)^\\s*<?(" + ADDRESS + ")>?:?\\s*$|^<(" + ADDRESS + ")>");
    private static final Pattern RETURNED = Pattern.compile("undeliver|non.?delivery|delivery (status|failure|has failed|failed|report|notification)|returned mail|mail (delivery|system) (failed|failure|error)|failure notice|delivery.{0,20}problem|could ?n[o']t be delivered|unzustellbar|returning message|unable to deliver|message status|échec|no se pudo entregar|rejected|delayed|has not yet been delivered", Pattern.CASE_INSENSITIVE);

    /** Where the words of the report end and the mail that is reported on begins. */
    private static final Pattern ORIGINAL = Pattern.compile("(?im)^[- ]*(this is a copy of (the|your) (message|mail)|below this line is a copy|original message|unsent message below|returned message|the following is a copy|message header follows|included is a copy).*$");

    private Report() {}

    /** Empty when it is no report that something came back. */
    static List<Fate> fates(Letter letter) {
        var status = letter.parts().stream().filter(it -> it.type().equals("message/delivery-status") || it.type().equals("message/global-delivery-status")).map(Letter.Leaf::text).toList();
        var words = letter.words();
        if (!status.isEmpty()) {
            var fates = status.stream().flatMap(it -> byTheRules(it, words).stream()).toList();
            return fates.isEmpty() && isFromAServer(letter) ? free(letter, words) : fates;
        }
        if (!isFromAServer(letter)) {
            return List.of();
        }
        var inline = byTheRules(words, words);
        return !inline.isEmpty() ? inline : RETURNED.matcher(letter.subject()).find() || letter.header("X-Failed-Recipients").isPresent() || RETURNED.matcher(head(words)).find() ? free(letter, words) : List.of();
    }

    /** Only programs write so: nobody's reply carries an empty return path or comes from the postmaster. */
    static boolean isFromAServer(Letter letter) {
        var from = letter.header("From").orElse("").toLowerCase(Locale.ROOT);
        return from.contains("mailer-daemon") || from.contains("postmaster") || from.contains("mail delivery s") || from.contains("microsoftexchange") || letter.header("X-Failed-Recipients").isPresent()
                || letter.header("Return-Path").filter(it -> it.equals("<>")).isPresent() && !letter.says("Auto-Submitted", "auto-replied") && letter.header("In-Reply-To").isEmpty() && letter.header("References").isEmpty();
    }

    private static String head(String words) {
        return words.substring(0, Math.min(600, words.length()));
    }

    /** RFC 3464: groups of fields, the first about the mail, each other about one recipient. */
    private static List<Fate> byTheRules(String text, String words) {
        var fates = new ArrayList<Fate>();
        for (var group : text.replace("\r\n", "\n").split("\n\\s*\n")) {
            var fields = fields(group);
            // Some put no blank line between what is about the mail and the first recipient, others one too many.
            var recipient = Objects.requireNonNullElse(fields.get("final-recipient"), Objects.requireNonNullElse(fields.get("original-recipient"), ""));
            if (!recipient.isEmpty() || fields.containsKey("action") && fields.containsKey("status")) {
                fates.add(fate(fields, recipient, words));
            }
        }
        return fates;
    }

    private static Map<String, String> fields(String group) {
        var fields = new LinkedHashMap<String, String>();
        var last = "";
        for (var line : group.split("\n")) {
            if (!line.isEmpty() && Character.isWhitespace(line.charAt(0)) && !last.isEmpty()) {
                fields.merge(last, line.strip(), (before, more) -> before + " " + more);
            } else if (line.indexOf(':') > 0) {
                last = line.substring(0, line.indexOf(':')).strip().toLowerCase(Locale.ROOT);
                fields.putIfAbsent(last, line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return fields;
    }

    private static Fate fate(Map<String, String> fields, String recipient, String words) {
        var diagnostic = fields.getOrDefault("diagnostic-code", "");
        var said = STATUS.matcher(fields.getOrDefault("status", ""));
        var status = said.find() ? said.group(1) : "";
        var named = STATUS.matcher(diagnostic);
        // “5.0.0” says nothing more than “no”: what the server said beside it is nearer to the matter.
        if ((status.isEmpty() || status.endsWith(".0.0")) && named.find()) {
            status = named.group(1);
        }
        var about = diagnostic.isBlank() ? words : diagnostic;
        return Fate.of(address(recipient), fields.getOrDefault("action", "").toLowerCase(Locale.ROOT).split("[^a-z]", 2)[0], status.isEmpty() ? code(about) : status, about);
    }

    /** As qmail, Exim and others say it: the recipient, and below it what happened. */
    private static List<Fate> free(Letter letter, String words) {
        var copy = ORIGINAL.matcher(words);
        var report = copy.find() ? words.substring(0, copy.start()) : words;
        var recipients = RECIPIENT.matcher(report).results().toList();
        if (recipients.isEmpty()) {
            var named = letter.header("X-Failed-Recipients").or(() -> Optional.of(report)).map(Report::address).orElse("");
            return List.of(Fate.of(named, delayed(letter, report), code(report), report));
        }
        var fates = new ArrayList<Fate>();
        for (var i = 0; i < recipients.size(); i++) {
            var end = i + 1 < recipients.size() ? recipients.get(i + 1).start() : report.length();
            var about = report.substring(recipients.get(i).end(), end);
            fates.add(Fate.of(address(recipients.get(i)), delayed(letter, report), code(about), about.isBlank() ? report : about));
        }
        return fates;
    }

    private static String address(MatchResult match) {
        return address(match.group());
    }

    private static String delayed(Letter letter, String words) {
        return Pattern.compile("(?i)delayed|still being (tried|attempted)|will (keep|continue) (try|be)|has not yet been delivered").matcher(letter.subject() + ' ' + head(words)).find() && !words.toLowerCase(Locale.ROOT).contains("giving up") ? "delayed" : "failed";
    }

    private static String address(String text) {
        var found = ADDRESS.matcher(text);
        return found.find() ? found.group() : "";
    }

    /** RFC 3463, or what follows from the three digits of RFC 5321. */
    private static String code(String words) {
        var status = STATUS.matcher(words);
        if (status.find()) {
            return status.group(1);
        }
        var reply = REPLY.matcher(words);
        return reply.find() ? reply.group(1) + ".0.0" : "";
    }
}
