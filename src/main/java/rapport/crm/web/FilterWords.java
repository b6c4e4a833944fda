package rapport.crm.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import rapport.crm.record.Field;
import rapport.crm.record.Fieldset;
import rapport.crm.record.Filter;
import rapport.crm.record.Filter.All;
import rapport.crm.record.Filter.Any;
import rapport.crm.record.Filter.Op;
import rapport.crm.record.Filter.Test;
import rapport.crm.record.Type;

/** A filter as a sentence: "Value: over 20,000 or unknown". */
record FilterWords(Fieldset fields, Map<UUID, String> names) {

    /** A name may have as many letters as an id. */
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    String of(Filter filter) {
        return switch (filter) {
            case All(var parts) -> parts.stream().map(this::of).collect(Collectors.joining(" and "));
            case Any(var parts) -> any(parts);
            case Test test when test.field().equals("outcome") && test.op() == Op.UNKNOWN -> test.values().getFirst().equals("yes") ? "Open" : "Closed";
            case Test test -> "%s: %s".formatted(label(test), comparison(test));
        };
    }

    private String any(List<Filter> parts) {
        var one = parts.stream().map(it -> it instanceof Test test ? test.field() : "").distinct().toList();
        if (one.size() > 1 || one.getFirst().isEmpty()) {
            return parts.stream().map(this::of).collect(Collectors.joining(" or "));
        }
        return label((Test) parts.getFirst()) + ": " + parts.stream().map(it -> comparison((Test) it)).collect(Collectors.joining(" or "));
    }

    private String label(Test test) {
        return fields.named(test.field()).map(Field::label).orElse(test.field());
    }

    private String comparison(Test test) {
        var field = fields.get(test.field());
        if (test.op() == Op.UNKNOWN) {
            return test.values().getFirst().equals("yes") ? "unknown" : "known";
        }
        var values = test.values().stream().map(it -> value(field, it)).collect(Collectors.joining(", "));
        return (test.op() == Op.IS ? "" : test.op().word(field.type()) + " ") + values;
    }

    private String value(Field field, String value) {
        if (field.type().isReference()) {
            return ID.matcher(value).matches() ? names.getOrDefault(UUID.fromString(value), "somebody or something unknown") : value;
        }
        return switch (value) {
            case "month" -> "the first of this month";
            case "month-end" -> "the end of this month";
            case "quarter" -> "the first of this quarter";
            case "quarter-end" -> "the end of this quarter";
            default -> field.type() == Type.YES_NO ? value : field.labelOf(value).orElse(value);
        };
    }

    /** What it refers to, for {@link rapport.crm.record.Names}. */
    static Map<Field, List<UUID>> references(Filter filter, Fieldset fields) {
        var found = new LinkedHashMap<Field, List<UUID>>();
        collect(filter, fields, found);
        return found;
    }

    private static void collect(Filter filter, Fieldset fields, Map<Field, List<UUID>> found) {
        switch (filter) {
            case All(var parts) -> parts.forEach(it -> collect(it, fields, found));
            case Any(var parts) -> parts.forEach(it -> collect(it, fields, found));
            case Test test -> fields.named(test.field()).filter(it -> it.type().isReference()).ifPresent(field -> test.values().stream()
                    .filter(it -> ID.matcher(it).matches()).map(UUID::fromString).forEach(it -> found.computeIfAbsent(field, _ -> new ArrayList<>()).add(it)));
        }
    }
}
