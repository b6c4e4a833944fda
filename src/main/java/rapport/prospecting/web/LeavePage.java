package rapport.prospecting.web;

import rapport.web.Part;

/** @param left it is done */
public record LeavePage(String action, boolean left) implements Part {

    @Override
    public String template() {
        return "prospecting/leave/show";
    }
}
