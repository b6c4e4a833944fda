package rapport.crm.web;

import org.jspecify.annotations.Nullable;
import rapport.web.Input;
import rapport.web.Part;
import rapport.web.Table.Cell;

/** One cell of a list, as a field or as what it says. @param input null when it is shown again */
public record CellPart(String href, @Nullable Input input, @Nullable Integer version, @Nullable Cell shown) implements Part {

    @Override
    public String template() {
        return "crm/record/_cell";
    }
}
