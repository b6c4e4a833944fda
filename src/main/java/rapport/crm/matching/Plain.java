package rapport.crm.matching;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Brings what people typed into a form in which equal things are equal. */
final class Plain {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern APOSTROPHES = Pattern.compile("['’`´]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NO_DIGITS = Pattern.compile("\\D+");
    private static final Pattern EXTENSION = Pattern.compile("(?i)\\s*(ext|x|durchwahl).*$");
    private static final Pattern MAIL_TAG = Pattern.compile("\\+[^@]*@");
    private static final Pattern AROUND_DOMAIN = Pattern.compile("^(.*@|[a-z]+://)?(www\\.)?|[:/?#].*$");

    /** Written by people who have to fill a field and by programs that have nothing to fill it with. */
    private static final Set<String> MEANS_NOTHING = Set.of("n/a", "none", "null", "unknown", "tbd", "-", "--", "?");

    private static final Map<String, String> LETTERS = Map.of("ß", "ss", "æ", "ae", "ø", "o", "ł", "l", "đ", "d");
    private static final Set<String> LEGAL_FORMS = Set.of(
            "ltd", "limited", "inc", "incorporated", "corp", "corporation", "co", "company", "llc", "llp", "plc",
            "gmbh", "ag", "kg", "ohg", "se", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ab", "oy", "pty");
    private static final Set<String> FORMS_OF_ADDRESS = Set.of("mr", "mrs", "ms", "dr", "prof", "herr", "frau");
    private static final Map<String, String> STREET_WORDS = Map.ofEntries(
            Map.entry("st", "street"), Map.entry("str", "street"), Map.entry("rd", "road"),
            Map.entry("ave", "avenue"), Map.entry("av", "avenue"), Map.entry("blvd", "boulevard"),
            Map.entry("dr", "drive"), Map.entry("ln", "lane"), Map.entry("ct", "court"),
            Map.entry("cres", "crescent"), Map.entry("pl", "place"), Map.entry("sq", "square"),
            Map.entry("hwy", "highway"), Map.entry("pkwy", "parkway"), Map.entry("ste", "suite"),
            Map.entry("n", "north"), Map.entry("s", "south"), Map.entry("e", "east"), Map.entry("w", "west"));

    private Plain() {}

    static boolean meansNothing(String raw) {
        return raw.isBlank() || MEANS_NOTHING.contains(raw.strip().toLowerCase(Locale.ROOT));
    }

    /** Lower case, without accents; {@code Łódź} becomes {@code lodz}. */
    static String letters(String raw) {
        String text = MARKS.matcher(Normalizer.normalize(raw, Normalizer.Form.NFKD)).replaceAll("")
                .toLowerCase(Locale.ROOT);
        for (var letter : LETTERS.entrySet()) {
            text = text.replace(letter.getKey(), letter.getValue());
        }
        return text;
    }

    static List<String> words(String raw) {
        String text = APOSTROPHES.matcher(letters(raw)).replaceAll("");
        return Arrays.stream(BETWEEN_WORDS.split(text)).filter(it -> !it.isEmpty()).toList();
    }

    /** Without legal forms, unless there is nothing else: {@code Acme Ltd.} is {@code acme}, {@code AG} stays. */
    static List<String> organisation(String raw) {
        return without(LEGAL_FORMS, words(raw));
    }

    /** Without forms of address, short forms of given names written out: {@code Dr. Bob Lee} is {@code robert lee}. */
    static List<String> person(String raw) {
        return without(FORMS_OF_ADDRESS, words(raw)).stream().map(Nicknames::fullName).toList();
    }

    static List<String> street(String raw) {
        return words(raw).stream().map(it -> STREET_WORDS.getOrDefault(it, it)).toList();
    }

    private static List<String> without(Set<String> unwanted, List<String> words) {
        var wanted = words.stream().filter(it -> !unwanted.contains(it)).toList();
        return wanted.isEmpty() ? words : wanted;
    }

    /** Lower case and without a tag ({@code ann+news@acme.com}); empty when it is no address. */
    static String email(String raw) {
        String text = MAIL_TAG.matcher(raw.strip().toLowerCase(Locale.ROOT).replaceAll("^mailto:|[<>\\s]", ""))
                .replaceFirst("@");
        return text.indexOf('@') > 0 ? text : "";
    }

    /**
     * Digits without leading zeros, without the (0) after a country code and without extension. Whether there is a
     * country code is left to the comparison.
     */
    static String phone(String raw) {
        return digits(EXTENSION.matcher(raw).replaceAll("").replace("(0)", "")).replaceFirst("^0+", "");
    }

    /** {@code https://www.acme.com/about} and {@code ann@acme.com} are {@code acme.com}. */
    static String domain(String raw) {
        return AROUND_DOMAIN.matcher(raw.strip().toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /** Letters and digits only, so that {@code DE 123-456} is {@code de123456}. */
    static String code(String raw) {
        return BETWEEN_WORDS.matcher(letters(raw)).replaceAll("");
    }

    static String digits(String raw) {
        return NO_DIGITS.matcher(raw).replaceAll("");
    }
}
