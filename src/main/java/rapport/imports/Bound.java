package rapport.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rapport.crm.record.Field;
import rapport.crm.record.Fieldset;
import rapport.crm.record.Type;
import rapport.imports.dialect.Column;
import rapport.imports.dialect.Dialect;
import rapport.imports.dialect.Headers;
import rapport.imports.dialect.Sheet;
import rapport.imports.reading.TableFile;

/** A file whose sheet is known: each column bound to what it means, and how its days and numbers are written. */
final class Bound {

    /** @param field of the record it fills; null for what is looked up or worked out */
    record Binding(int index, Column column, @Nullable Field field) {}

    private static final Set<String> MEASURED = Set.of("probability", "won_on", "lost_on", "entered", "day", "seconds", "minutes", "stage_since", "created_at", "done_at");

    final int position;
    final String name;
    final TableFile table;
    final Dialect dialect;
    final Sheet sheet;
    final List<Binding> bindings = new ArrayList<>();
    final Map<Integer, Manner> manners = new HashMap<>();
    long rows;

    /** @param fields of the kind the rows are; null for people, parts and steps */
    Bound(int position, String name, TableFile table, Dialect dialect, Sheet sheet, @Nullable Fieldset fields) {
        this.position = position;
        this.name = name;
        this.table = table;
        this.dialect = dialect;
        this.sheet = sheet;
        var places = new LinkedHashMap<String, Integer>();
        for (var i = 0; i < table.header().size(); i++) {
            places.putIfAbsent(Headers.normal(table.header().get(i)), i);
        }
        var taken = new HashSet<Integer>();
        for (var column : sheet.columns()) {
            column.headers().stream().filter(places::containsKey).map(places::get).forEach(place -> {
                bindings.add(new Binding(place, column, fields == null ? null : fields.ofColumn(column.target()).orElse(null)));
                taken.add(place);
            });
        }
        if (fields != null) {
            fields.all().stream().filter(Field::isCustom).forEach(field -> Optional.ofNullable(places.get(Headers.normal(field.label()))).filter(it -> !taken.contains(it))
                    .ifPresent(place -> bindings.add(new Binding(place, new Column(List.of(), field.column(), ""), field))));
        }
        bindings.stream().filter(Bound::isMeasured).forEach(it -> manners.computeIfAbsent(it.index, _ -> new Manner()));
    }

    private static boolean isMeasured(Binding it) {
        return MEASURED.contains(it.column.target()) || it.field != null && (it.field.type().isOrdered() || it.field.type() == Type.NUMBER);
    }

    boolean speaksOf(String target) {
        return bindings.stream().anyMatch(it -> it.column.target().equals(target));
    }

    boolean speaksOf(String target, String by) {
        return bindings.stream().anyMatch(it -> it.column.target().equals(target) && it.column.by().startsWith(by));
    }

    String header(int index) {
        return table.header().get(index);
    }

    /** How many columns mean nothing to us and are left out. */
    long leftOut() {
        return table.header().stream().filter(it -> !it.isBlank()).count() - bindings.stream().map(Binding::index).distinct().count();
    }

    /** What every row was found to be written like, for people. */
    String layout() {
        var layout = new StringBuilder(table.layout());
        if (manners.values().stream().anyMatch(Manner::isDecimalComma)) {
            layout.append(", decimal comma");
        }
        manners.values().stream().filter(it -> it.tellsMonthFirst() != null || !it.example().equals("null")).findFirst()
                .ifPresent(it -> layout.append(it.isMonthFirst() ? ", month before day" : ", day before month"));
        return layout.toString();
    }
}
