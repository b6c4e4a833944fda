package rapport.prospecting.inbox;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A reply taken apart.
 *
 * @param said what its sender has written now
 * @param quoted what it answers, with the line that announces it
 * @param signature how it is signed
 */
public record Quoted(String said, String quoted, String signature) {

    /** The line above what is quoted, as mail programs write it; some break it in two. */
    private static final List<Pattern> ANNOUNCED = List.of(
            Pattern.compile("(?im)^[ \\t]*(on|am|le|el|op|il|em)\\b(?=[^\\n]*\\d)[^\\n]{0,200}(\\n[^\\n>]{0,200}){0,2}?(wrote|schrieb|a écrit|escribió|schreef|ha scritto|escreveu)( [^\\n]{0,80}| [^\\n]*<[^\\n>]*>)?[ \\u00a0]*:[ \\t]*$"),
            Pattern.compile("(?im)^[ \\t]*[-_]{2,}[ \\t]*(original message|ursprüngliche nachricht|message d.origine|mensaje original|forwarded message|weitergeleitete nachricht|reply message)[ \\t]*[-_]{2,}[ \\t]*$"),
            Pattern.compile("(?im)^[ \\t>*]*(from|von|de)[ \\u00a0]*:[^\\n]+\\n(?:[^\\n]*\\n){0,3}?[ \\t*]*(sent|gesendet|date|datum|envoyé|enviado( el)?|fecha)[ \\u00a0]*:[^\\n]+$"),
            Pattern.compile("(?m)^[ \\t]*_{10,}[ \\t]*$"),
            Pattern.compile("(?im)^[^\\n]{1,120}<[^\\n>@]+@[^\\n>]+>[ \\t]+(wrote|schrieb)[ \\t]*:[ \\t]*$"),
            Pattern.compile("(?m)^>[^\\n]*(\\n>[^\\n]*)*\\s*\\z"));

    private static final Pattern SIGNED = Pattern.compile("(?im)^(-- ?|--\\s*$|—\\s*$)\\n|^(sent from (my|a) [^\\n]{1,60}|sent (from|via|with) [^\\n]{1,40}|von meinem [^\\n]{1,40} gesendet|envoyé de mon [^\\n]{1,40}|enviado desde mi [^\\n]{1,40}|get outlook for [^\\n]{1,20}|diese nachricht wurde von [^\\n]{1,60})$"
            + "|^(best|kind|warm|many thanks and best)?[ ]?(regards|wishes)[,.]?[ ]*$|^(mit freundlichen|beste|viele|herzliche|freundliche|schöne|liebe)[ ]grü(ß|ss)en?[,.]?[ ]*$|^(cordialement|bien à vous|bien cordialement|saludos( cordiales)?|un saludo|atentamente|sincerely|yours( sincerely| faithfully)?|cheers)[,.]?[ ]*$");

    /** Splits at the first announcement of a quote; what is written below a quote is said, too. */
    public static Quoted apart(String words) {
        var text = words.replace("\r\n", "\n").replace('\u00a0', ' ');
        var cut = text.length();
        for (var it : ANNOUNCED) {
            var found = it.matcher(text);
            if (found.find() && found.start() < cut) {
                cut = found.start();
            }
        }
        var said = text.substring(0, cut);
        var rest = text.substring(cut);
        // Some answer below what they quote, or between its lines.
        var below = rest.lines().skip(1).anyMatch(it -> it.startsWith(">")) ? below(rest) : "";
        return signed((said.strip() + (below.isBlank() ? "" : "\n\n" + below)).strip(), rest.strip());
    }

    private static String below(String rest) {
        var lines = rest.lines().toList();
        var first = lines.stream().filter(it -> it.startsWith(">")).findFirst().map(lines::indexOf).orElse(lines.size());
        return String.join("\n", lines.subList(first, lines.size()).stream().filter(it -> !it.startsWith(">")).toList()).strip();
    }

    private static Quoted signed(String said, String quoted) {
        var found = SIGNED.matcher(said);
        if (!found.find() || said.substring(0, found.start()).isBlank()) {
            return new Quoted(said, quoted, "");
        }
        return new Quoted(said.substring(0, found.start()).strip(), quoted, said.substring(found.start()).strip());
    }
}
