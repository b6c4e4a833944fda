package rapport.web;

import java.util.List;

public record SettingsPage(PageHead head, List<Place> places) implements Part {

    public record Place(int order, String icon, String title, String sentence, String path) {}

    @Override
    public String template() {
        return "web/settings/index";
    }
}
