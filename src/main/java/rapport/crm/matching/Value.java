package rapport.crm.matching;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a field says, in the form in which it is compared.
 *
 * @param text the whole value; empty when the field says nothing
 * @param parts sorted: the words of a name, title or address, the alternatives of an e-mail or phone field
 */
record Value(Trait trait, String text, List<String> parts) {

    private static final Pattern BETWEEN_ALTERNATIVES = Pattern.compile("[,;\\n]");

    static Value of(Trait trait, String raw) {
        if (Plain.meansNothing(raw)) {
            return new Value(trait, "", List.of());
        }
        return switch (trait) {
            case NAME, EMPLOYER -> words(trait, Plain.organisation(raw));
            case PERSON_NAME -> words(trait, Plain.person(raw));
            case ADDRESS -> words(trait, Plain.street(raw));
            case TITLE -> words(trait, Plain.words(raw));
            case LONG_TEXT -> words(trait, Plain.words(raw).stream().distinct().toList());
            case EMAIL -> alternatives(trait, raw, Plain::email);
            case PHONE -> alternatives(trait, raw, Plain::phone);
            case DOMAIN -> alternatives(trait, raw, Plain::domain);
            case IDENTIFIER -> alternatives(trait, raw, Plain::code);
            case CITY, POSTCODE, CATEGORY -> single(trait, Plain.code(raw));
            case DATE -> single(trait, Figures.date(raw));
            case NUMBER -> single(trait, Figures.amount(raw));
        };
    }

    boolean isMissing() {
        return text.isEmpty();
    }

    private static Value words(Trait trait, List<String> words) {
        var sorted = words.stream().sorted().toList();
        return new Value(trait, String.join(" ", sorted), sorted);
    }

    private static Value alternatives(Trait trait, String raw, UnaryOperator<String> plain) {
        return words(trait, Arrays.stream(BETWEEN_ALTERNATIVES.split(raw))
                .map(plain)
                .filter(it -> !it.isEmpty())
                .distinct()
                .toList());
    }

    private static Value single(Trait trait, String text) {
        return new Value(trait, text, text.isEmpty() ? List.of() : List.of(text));
    }
}
