package rapport.kernel;

import java.net.IDN;
import java.util.Locale;

/** One spelling for each e-mail address: in small letters, the domain in its own letters, whichever way somebody has written it (RFC 5891). */
public final class MailAddress {

    private MailAddress() {}

    /** @param written an address, or a domain alone; {@code Zoe@xn--mller-kva.example} is {@code zoe@müller.example} */
    public static String plain(String written) {
        var small = written.strip().toLowerCase(Locale.ROOT);
        if (!small.contains("xn--")) {
            return small;
        }
        var at = small.lastIndexOf('@') + 1;
        return small.substring(0, at) + IDN.toUnicode(small.substring(at));
    }
}
