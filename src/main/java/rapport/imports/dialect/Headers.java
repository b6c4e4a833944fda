package rapport.imports.dialect;

import java.text.Normalizer;
import java.util.Locale;

/** Headers as they compare: one form of letters, no case, single spaces. */
public final class Headers {

    private Headers() {}

    public static String normal(String header) {
        return Normalizer.normalize(header, Normalizer.Form.NFC).replace("\ufeff", "").replace('\u00a0', ' ').replace('’', '\'').strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
