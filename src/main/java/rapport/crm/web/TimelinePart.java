package rapport.crm.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.web.Entry;
import rapport.web.Part;

/** A stretch of a timeline. @param days newest first @param next loads the stretch before; null at the end @param seen posted to, so that what is older counts as seen */
public record TimelinePart(List<Filter> filters, List<Day> days, @Nullable String next, boolean first, @Nullable String seen) implements Part {

    public record Filter(String title, String href, boolean current) {}

    public record Day(String title, List<Entry> entries) {}

    @Override
    public String template() {
        return "crm/record/_timeline";
    }
}
