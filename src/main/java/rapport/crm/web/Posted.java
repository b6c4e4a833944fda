package rapport.crm.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import rapport.crm.record.Edits;
import rapport.crm.record.Field;
import rapport.crm.record.Fieldset;
import rapport.crm.record.Type;

/** A form of a record as it was posted. */
record Posted(MultiValueMap<String, String> form) {

    /** Fields that stand in the form; where somebody else's value was chosen, the field is left as it is. */
    Edits edits(Fieldset fields) {
        var values = new LinkedHashMap<String, List<String>>();
        var decided = new LinkedHashSet<String>();
        for (var field : fields.written()) {
            if (!form.containsKey(field.name()) || "theirs".equals(form.getFirst("choice." + field.name()))) {
                continue;
            }
            if (form.containsKey("choice." + field.name())) {
                decided.add(field.name());
            }
            values.put(field.name(), of(field));
        }
        return new Edits(values, version(), decided);
    }

    /** A currency without its amount says nothing. */
    private List<String> of(Field field) {
        var typed = new ArrayList<>(form.getOrDefault(field.name(), List.of()));
        if (field.type() == Type.RECORD && form.getFirst(field.name() + ".id") instanceof String id && !id.isBlank()
                && String.valueOf(typed.isEmpty() ? "" : typed.getFirst()).strip().equals(String.valueOf(form.getFirst(field.name() + ".was")).strip())) {
            return List.of(id);
        }
        if (field.type() == Type.CURRENCY) {
            var amount = field.name().equals("revenueCurrency") ? "revenue" : field.kind() == rapport.crm.record.Kind.PRODUCT ? "listPrice" : "amount";
            return form.containsKey(amount) && String.valueOf(form.getFirst(amount)).isBlank() ? List.of() : typed;
        }
        return typed;
    }

    /** As it was typed, for the form that comes back. */
    Map<String, String> answers() {
        var answers = new LinkedHashMap<String, String>();
        form.forEach((name, values) -> answers.put(name, String.join(", ", values.stream().filter(it -> it != null && !it.isBlank()).toList())));
        return answers;
    }

    @Nullable Integer version() {
        var version = form.getFirst("version");
        return version != null && version.matches("\\d{1,9}") ? Integer.valueOf(version) : null;
    }
}
