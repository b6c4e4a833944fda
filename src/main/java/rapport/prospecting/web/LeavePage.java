package rapport.prospecting.web;

import rapport.web.Part;

/** @param left it is done @param since from when on they are kept, and how they came here */
public record LeavePage(String action, boolean left, String since) implements Part {

    @Override
    public String template() {
        return "prospecting/leave/show";
    }
}
