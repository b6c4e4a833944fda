package rapport.crm.record;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rapport.crm.record.Filter.All;
import rapport.crm.record.Filter.Any;
import rapport.crm.record.Filter.Op;
import rapport.crm.record.Filter.Test;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** A filter as a condition in SQL with its parameters: names come from the fields there are, values only as parameters. */
final class Condition {

    private static final Pattern RELATIVE = Pattern.compile("(today|month|month-end|quarter|quarter-end|year|year-end)([+-]\\d{1,4})?");

    private final Fieldset fields;
    private final Names names;
    private final Counted counted;
    private final Supplier<List<PersonId>> team;
    private final Viewer viewer;
    private final LocalDate today;
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** What is worked out when asked for. */
    interface Counted {
        /** A condition that is true where the field says yes. */
        String sql(Field field, String alias);
    }

    Condition(Fieldset fields, Names names, Counted counted, Supplier<List<PersonId>> team, LocalDate today, Viewer viewer) {
        this.fields = fields;
        this.names = names;
        this.counted = counted;
        this.team = team;
        this.today = today;
        this.viewer = viewer;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    String sql(Filter filter, String alias) {
        return switch (filter) {
            case All(var parts) -> parts.isEmpty() ? "true" : parts.stream().map(it -> sql(it, alias)).collect(Collectors.joining(" and ", "(", ")"));
            case Any(var parts) -> parts.stream().map(it -> sql(it, alias)).collect(Collectors.joining(" or ", "(", ")"));
            case Test test -> test(test, fields.get(test.field()), alias);
        };
    }

    private String test(Test test, Field field, String alias) {
        if (!Op.of(field.type()).contains(test.op())) {
            throw new Refused("crm.filter", "%s cannot be compared with %s. Use %s.".formatted(field.label(), test.op().sign(), Op.of(field.type()).stream().map(Op::sign).collect(Collectors.joining(" "))));
        }
        if (field.way() == Field.Way.COUNTED) {
            if (field.type() != Type.YES_NO) {
                throw new Refused("crm.filter", "%s is counted when it is shown and cannot be filtered by.".formatted(field.label()));
            }
            return yes(test) ? counted.sql(field, alias) : "not (%s)".formatted(counted.sql(field, alias));
        }
        var column = field.sql(alias);
        return switch (test.op()) {
            case UNKNOWN -> field.type().isMany() ? "cardinality(%s) %s 0".formatted(column, yes(test) ? "=" : ">") : column + (yes(test) ? " is null" : " is not null");
            case HAS -> field.type().isMany() ? has(field, test, column) : "crm.folded(%s) like %s".formatted(column, pattern("%", value(test)));
            case BEGINS -> "crm.folded(%s) like %s".formatted(column, pattern("", value(test)));
            case IS -> equal(field, column, test);
            case IS_NOT -> "(%s) is not true".formatted(equal(field, column, test));
            case ONE_OF -> "%s = any(%s)".formatted(column, list(field, test));
            case NONE_OF -> "(%s = any(%s)) is not true".formatted(column, list(field, test));
            case OVER -> beyond(field, column, ">", test);
            case AT_LEAST -> beyond(field, column, ">=", test);
            case UNDER -> beyond(field, column, "<", test);
            case AT_MOST -> beyond(field, column, "<=", test);
        };
    }

    private String equal(Field field, String column, Test test) {
        if (field.type().isText() && field.type() != Type.EMAIL && field.type() != Type.CURRENCY) {
            return "crm.folded(%s) = crm.folded(%s)".formatted(column, parameter(value(test)));
        }
        if (field.type() == Type.MOMENT) {
            return "(%1$s >= %2$s and %1$s < %3$s)".formatted(column, parameter(moment(day(field, value(test)))), parameter(moment(day(field, value(test)).plusDays(1))));
        }
        return field.type() == Type.PERSON && value(test).equals("team") ? team(column) : column + " = " + parameter(typed(field, value(test)));
    }

    /** The viewer and all below; an administrator to whom nobody reports looks after everybody. */
    private String team(String column) {
        var people = team.get();
        return viewer.role().administers() && people.size() == 1 ? column + " is not null" : "%s = any(%s)".formatted(column, parameter(people.stream().map(PersonId::value).toArray(UUID[]::new)));
    }

    private String beyond(Field field, String column, String sign, Test test) {
        if (field.type() != Type.MOMENT || value(test).contains("T")) {
            return "%s %s %s".formatted(column, sign, parameter(typed(field, value(test))));
        }
        var after = sign.equals(">") || sign.equals("<="); // the whole day counts
        return "%s %s %s".formatted(column, sign.equals("<=") ? "<" : sign.equals(">") ? ">=" : sign, parameter(moment(day(field, value(test)).plusDays(after ? 1 : 0))));
    }

    private String has(Field field, Test test, String column) {
        var wanted = field.type() == Type.CHOICES ? typed(field, value(test)) : value(test);
        return field.type() == Type.CHOICES ? "%s = any(%s)".formatted(parameter(wanted), column)
                : "exists (select from unnest(%s) word where crm.folded(word) like %s)".formatted(column, pattern("%", value(test)));
    }

    private String list(Field field, Test test) {
        var values = test.values().stream().map(it -> typed(field, it)).toList();
        return parameter(field.type().isReference() ? values.toArray(UUID[]::new) : values.stream().map(Object::toString).toArray(String[]::new));
    }

    private Object typed(Field field, String text) {
        return switch (field.type()) {
            case NUMBER, MONEY -> number(field, text);
            case DATE -> day(field, text);
            case MOMENT -> Utc.of(text.contains("T") ? instant(field, text) : day(field, text).atStartOfDay(viewer.zone()).toInstant());
            case YES_NO -> text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("true");
            case CHOICE, CHOICES -> field.choices().stream().filter(it -> it.word().equalsIgnoreCase(text) || it.label().equalsIgnoreCase(text)).map(Field.Choice::word).findFirst()
                    .orElseThrow(() -> wrong(field, text, "one of " + field.choices().stream().map(Field.Choice::word).collect(Collectors.joining(", "))));
            case CURRENCY -> text.toUpperCase(Locale.ROOT);
            case EMAIL -> text.toLowerCase(Locale.ROOT);
            case PERSON, TEAM, PIPELINE, STAGE, RECORD -> reference(field, text);
            default -> text;
        };
    }

    private UUID reference(Field field, String text) {
        if (field.type() == Type.PERSON && text.equals("me")) {
            return viewer.id().value();
        }
        return Reading.uuid(text).orElseGet(() -> names.called(field, text, viewer).stream().findFirst().orElseThrow(() -> wrong(field, text, "an id or a name that is known")));
    }

    private BigDecimal number(Field field, String text) {
        try {
            return Numeral.read(text);
        } catch (NumberFormatException e) {
            throw wrong(field, text, "a number");
        }
    }

    /** A day, or one counted from today: {@code today+30}, {@code month} for its first, {@code month-end} for its last. */
    private LocalDate day(Field field, String text) {
        var relative = RELATIVE.matcher(text.toLowerCase(Locale.ROOT));
        if (relative.matches()) {
            var offset = relative.group(2) == null ? 0 : Integer.parseInt(relative.group(2));
            var quarter = today.withDayOfMonth(1).minusMonths((today.getMonthValue() - 1) % 3);
            return switch (relative.group(1)) {
                case "month" -> today.withDayOfMonth(1).plusMonths(offset);
                case "month-end" -> today.withDayOfMonth(1).plusMonths(offset).with(TemporalAdjusters.lastDayOfMonth());
                case "quarter" -> quarter.plusMonths(3L * offset);
                case "quarter-end" -> quarter.plusMonths(3L * offset + 2).with(TemporalAdjusters.lastDayOfMonth());
                case "year" -> today.withDayOfYear(1).plusYears(offset);
                case "year-end" -> today.withDayOfYear(1).plusYears(offset).with(TemporalAdjusters.lastDayOfYear());
                default -> today.plusDays(offset);
            };
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw wrong(field, text, "a day such as 2026-12-18, or today+30, month, month-end, quarter, year");
        }
    }

    private java.time.Instant instant(Field field, String text) {
        try {
            return text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d") ? OffsetDateTime.parse(text).toInstant() : LocalDateTime.parse(text).atZone(viewer.zone()).toInstant();
        } catch (DateTimeException e) {
            throw wrong(field, text, "a day and time such as 2026-12-18T14:30");
        }
    }

    private Object moment(LocalDate day) {
        return Utc.of(day.atStartOfDay(viewer.zone()).toInstant());
    }

    private static String value(Test test) {
        return test.values().getFirst();
    }

    private static boolean yes(Test test) {
        return List.of("yes", "true").contains(value(test).toLowerCase(Locale.ROOT));
    }

    private String pattern(String before, String value) {
        return "crm.folded(%s)".formatted(parameter(before + value.replaceAll("([%_\\\\])", "\\\\$1") + "%"));
    }

    private String parameter(@Nullable Object value) {
        var name = "f" + parameters.size();
        parameters.put(name, java.util.Objects.requireNonNull(value));
        return ":" + name;
    }

    private static Refused wrong(Field field, String text, String right) {
        return new Refused("crm.filter", "“%s” is no value for %s; it takes %s.".formatted(text, field.label(), right));
    }
}
