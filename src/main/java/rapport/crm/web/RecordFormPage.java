package rapport.crm.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.crm.record.Kind;
import rapport.web.PageHead;
import rapport.web.Part;

/** Writing a record down, or changing it. @param wrong about the whole of it @param back where leaving leads */
public record RecordFormPage(PageHead head, String action, String button, List<Inputs.Group> groups, @Nullable Integer version, @Nullable String wrong, String back) implements Part {

    static RecordFormPage of(Kind kind, @Nullable String id, @Nullable String title, List<Inputs.Group> groups, @Nullable Integer version, @Nullable String wrong) {
        var list = "/" + kind.path();
        var head = PageHead.of(title == null ? "A new " + kind.word() : "Change " + title, null).under(kind.many(), list);
        return new RecordFormPage(head, id == null ? list : list + "/" + id, id == null ? "Add the " + kind.word() : "Save", groups, version, wrong, id == null ? list : list + "/" + id);
    }

    @Override
    public String template() {
        return "crm/record/form";
    }
}
