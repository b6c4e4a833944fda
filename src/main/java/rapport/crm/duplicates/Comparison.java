package rapport.crm.duplicates;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Field;
import rapport.crm.record.Fields;

/** Two records beside each other, field by field, with what a merge would keep. */
@Component
@Transactional(readOnly = true)
public class Comparison {

    /** @param takesOther whether the other's value would be kept, unless somebody decides otherwise */
    public record Line(Field field, @Nullable Object one, @Nullable Object other, boolean takesOther) {

        public boolean differs() {
            return !Objects.equals(one, other);
        }
    }

    private final Fields fields;

    Comparison(Fields fields) {
        this.fields = fields;
    }

    /** Only fields that one of them knows. */
    public List<Line> of(CrmRecord one, CrmRecord other) {
        return fields.of(one.kind()).written().stream().map(it -> new Line(it, one.get(it.column()), other.get(it.column()), one.get(it.column()) == null && other.get(it.column()) != null))
                .filter(it -> !empty(it.one) || !empty(it.other)).toList();
    }

    private static boolean empty(@Nullable Object value) {
        return value == null || value instanceof List<?> many && many.isEmpty();
    }
}
