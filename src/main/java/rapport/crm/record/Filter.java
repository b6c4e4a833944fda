package rapport.crm.record;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rapport.kernel.Refused;

/**
 * Which records are wanted. Written as RSQL: {@code amount=gt=20000;(stage==Engaging,stage==Proposal)} – a semicolon is "and",
 * a comma is "or", parentheses group, and values with spaces or signs stand in quotation marks.
 */
public sealed interface Filter {

    Filter EVERYTHING = new All(List.of());

    record All(List<Filter> parts) implements Filter {}

    record Any(List<Filter> parts) implements Filter {}

    /** @param values one, or several for a list */
    record Test(String field, Op op, List<String> values) implements Filter {}

    /** How a field is compared. */
    enum Op {
        IS("==", "is"),
        IS_NOT("!=", "is not"),
        OVER("=gt=", "over"),
        AT_LEAST("=ge=", "at least"),
        UNDER("=lt=", "under"),
        AT_MOST("=le=", "at most"),
        ONE_OF("=in=", "is one of"),
        NONE_OF("=out=", "is none of"),
        HAS("=has=", "has"),
        BEGINS("=begins=", "begins with"),
        UNKNOWN("=unknown=", "is unknown");

        private final String sign;
        private final String word;

        Op(String sign, String word) {
            this.sign = sign;
            this.word = word;
        }

        public String sign() {
            return sign;
        }

        public String word() {
            return word;
        }

        /** In words that fit the type: a day is after, not over. */
        public String word(Type type) {
            var time = type == Type.DATE || type == Type.MOMENT;
            return switch (this) {
                case OVER -> time ? "after" : "over";
                case AT_LEAST -> time ? "from" : "at least";
                case UNDER -> time ? "before" : "under";
                case AT_MOST -> time ? "until" : "at most";
                default -> word;
            };
        }

        static Op of(String sign) {
            return Stream.of(values()).filter(it -> it.sign.equals(sign)).findFirst()
                    .orElseThrow(() -> new Refused("crm.filter", "“%s” compares nothing. There are %s.".formatted(sign, Stream.of(values()).map(Op::sign).collect(Collectors.joining(" ")))));
        }

        /** What makes sense for a type, the most wanted first. */
        public static List<Op> of(Type type) {
            return switch (type) {
                case TEXT, LONG_TEXT, EMAIL, PHONE, LINK, COUNTRY, TIME_ZONE -> List.of(HAS, IS, IS_NOT, BEGINS, UNKNOWN);
                case NUMBER, MONEY -> List.of(OVER, AT_LEAST, UNDER, AT_MOST, IS, UNKNOWN);
                case DATE, MOMENT -> List.of(AT_LEAST, AT_MOST, OVER, UNDER, IS, UNKNOWN);
                case CHOICE, CURRENCY, PERSON, TEAM, PIPELINE, STAGE, RECORD -> List.of(IS, IS_NOT, ONE_OF, NONE_OF, UNKNOWN);
                case YES_NO -> List.of(IS);
                case CHOICES, WORDS -> List.of(HAS, UNKNOWN);
            };
        }
    }

    /** Names of the fields it asks about, once for each test. */
    default Stream<String> fields() {
        return switch (this) {
            case Test test -> Stream.of(test.field);
            case All(var parts) -> parts.stream().flatMap(Filter::fields);
            case Any(var parts) -> parts.stream().flatMap(Filter::fields);
        };
    }

    /** What is left of it without the tests that cannot be made; empty when nothing is. */
    default Optional<Filter> only(Predicate<Test> known) {
        return switch (this) {
            case Test test -> known.test(test) ? Optional.of(test) : Optional.empty();
            case All(var parts) -> some(parts, known).map(All::new);
            case Any(var parts) -> some(parts, known).map(Any::new);
        };
    }

    private static Optional<List<Filter>> some(List<Filter> parts, Predicate<Test> known) {
        return Optional.of(parts.stream().flatMap(it -> it.only(known).stream()).toList()).filter(it -> !it.isEmpty());
    }

    /** Back to how it is written; reading that again gives the same filter. */
    default String written() {
        return switch (this) {
            case All(var parts) -> parts.stream().map(it -> it instanceof All ? "(" + it.written() + ")" : it.written()).collect(Collectors.joining(";"));
            case Any(var parts) -> parts.size() == 1 ? parts.getFirst().written() : parts.stream().map(it -> it instanceof Test ? it.written() : "(" + it.written() + ")").collect(Collectors.joining(",", "(", ")"));
            case Test(var field, var op, var values) -> field + op.sign + (values.size() == 1 && op != Op.ONE_OF && op != Op.NONE_OF ? quoted(values.getFirst())
                    : values.stream().map(Filter::quoted).collect(Collectors.joining(",", "(", ")")));
        };
    }

    /** The parts that all must hold: what a page shows as chips. */
    default List<Filter> conditions() {
        return this instanceof All(var parts) ? parts : List.of(this);
    }

    static Filter and(List<Filter> parts) {
        return parts.size() == 1 ? parts.getFirst() : new All(List.copyOf(parts));
    }

    private static String quoted(String value) {
        return value.matches("[\\p{L}\\p{N}_.@:+\\-]+") ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** @throws Refused saying at which character it cannot be read */
    static Filter read(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.isBlank() ? EVERYTHING : new FilterReader(text).read();
    }
}
