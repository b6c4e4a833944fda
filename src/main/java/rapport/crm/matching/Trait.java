package rapport.crm.matching;

/** What a field tells about a record, and therefore how two of its values are compared. */
public enum Trait {
    /** What an organisation or thing is called; legal forms (Ltd, GmbH) do not count. */
    NAME,
    /** Given and family words in any order; initials and one-sided middle names do not contradict. */
    PERSON_NAME,
    /** The organisation a person works for: colleagues share it, so it never makes two people one. */
    EMPLOYER,
    /** One address or several, separated by comma, semicolon or line. */
    EMAIL,
    /** One number or several, separated by comma, semicolon or line; with or without country code. */
    PHONE,
    /** Web site or mail domain. */
    DOMAIN,
    /** Street and number, with or without the rest. */
    ADDRESS,
    CITY,
    POSTCODE,
    /** A day that belongs to the record, such as a birthday; a year alone is compared exactly. */
    DATE,
    /** A number or code that is given out once: customer number, VAT number. */
    IDENTIFIER,
    /** A long name in which the rare words matter: a deal, a product, a publication. */
    TITLE,
    /** An amount or a measure. */
    NUMBER,
    /** One of few values: a state, a segment. */
    CATEGORY,
    /** A description: agreement helps, difference says next to nothing. */
    LONG_TEXT;

    /** Shared by colleagues, neighbours and families, and changed all at once by whoever moves. */
    boolean isSurroundings() {
        return switch (this) {
            case EMPLOYER, PHONE, DOMAIN, ADDRESS, CITY, POSTCODE -> true;
            case NAME, PERSON_NAME, EMAIL, DATE, IDENTIFIER, TITLE, NUMBER, CATEGORY, LONG_TEXT -> false;
        };
    }

    /** Made of words that are compared one by one. */
    boolean isWords() {
        return switch (this) {
            case NAME, PERSON_NAME, EMPLOYER, ADDRESS, TITLE, LONG_TEXT -> true;
            case EMAIL, PHONE, DOMAIN, CITY, POSTCODE, DATE, IDENTIFIER, NUMBER, CATEGORY -> false;
        };
    }
}
