package rapport.crm.web;

import java.util.List;
import rapport.crm.web.RecordsPage.Builder;
import rapport.crm.web.RecordsPage.Chip;
import rapport.crm.web.RecordsPage.Tab;
import rapport.web.PageHead;
import rapport.web.Part;

/** @param pipelines to choose from, when there are several @param lanes how it is cut */
public record BoardPage(PageHead head, List<Tab> pipelines, List<Tab> lanes, List<Chip> chips, Builder builder, BoardPart board) implements Part {

    @Override
    public String template() {
        return "crm/board/show";
    }
}
