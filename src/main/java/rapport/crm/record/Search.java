package rapport.crm.record;

import java.text.Normalizer;
import java.util.Locale;

/** Words as they are searched: small letters without accents, as {@code crm.folded} makes them. */
public final class Search {

    private Search() {}

    public static String folded(String words) {
        return Normalizer.normalize(words.strip(), Normalizer.Form.NFKD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT).replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("ı", "i").replace("æ", "ae").replace("œ", "oe");
    }
}
