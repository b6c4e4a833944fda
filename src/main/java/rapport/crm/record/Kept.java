package rapport.crm.record;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the history kept as text, as the column keeps it. */
@Component
public class Kept {

    private final JsonMapper json;

    Kept(JsonMapper json) {
        this.json = json;
    }

    public @Nullable Object value(Fieldset fields, String column, @Nullable String text) {
        var field = fields.ofColumn(column);
        if (field.isPresent() && field.get().type().isMany()) {
            return text == null ? List.of() : json.readValue(text, List.class);
        }
        if (text == null || field.isEmpty()) {
            return text;
        }
        return switch (field.get().type()) {
            case NUMBER, MONEY -> new BigDecimal(text);
            case YES_NO -> Boolean.valueOf(text);
            default -> text;
        };
    }
}
