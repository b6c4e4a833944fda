package rapport.prospecting.inbox;

import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** The words of a mail that is written in HTML; what it quotes keeps its mark. */
final class Markup {

    private static final Pattern UNSEEN = Pattern.compile("(?is)<(style|script|head|title)\\b.*?</\\1\\s*>|<!--.*?-->");
    private static final Pattern QUOTED = Pattern.compile("(?is)<blockquote\\b[^>]*>(.*)</blockquote\\s*>");
    private static final Pattern BREAK = Pattern.compile("(?i)<br\\b[^>]*>|</(p|div|tr|li|h[1-6]|table|ul|ol|pre)\\s*>|<hr\\b[^>]*>");
    private static final Pattern MARK = Pattern.compile("(?s)<[^>]{0,2000}>");

    private Markup() {}

    static String words(String html) {
        var seen = UNSEEN.matcher(html).replaceAll(" ");
        var quote = QUOTED.matcher(seen);
        if (quote.find()) {
            var before = plain(seen.substring(0, quote.start()));
            return before + "\n" + plain(quote.group(1)).strip().replaceAll("(?m)^", "> ") + "\n" + plain(seen.substring(quote.end()));
        }
        return plain(seen);
    }

    private static String plain(String html) {
        var broken = BREAK.matcher(html.replaceAll("[\\r\\n\\t ]+", " ")).replaceAll("\n");
        return HtmlUtils.htmlUnescape(MARK.matcher(broken).replaceAll("")).replace('\u00a0', ' ').replaceAll("(?m)^[ ]+|[ ]+$", "").replaceAll("\n{3,}", "\n\n");
    }
}
