package rapport.web;

/**
 * One place in the main navigation.
 *
 * @param order the fixed order of the house: Today 10, Coaching 20, Pipeline 30, Prospecting 40, Market 50, Insight 60, People 70, Settings 80
 * @param icon a Tabler icon's name
 * @param also other places that belong here
 */
public record NavItem(int order, String title, String icon, String path, String... also) {

    /** Whether a page stands at this place, or below it. */
    boolean holds(String page) {
        return below(page, path) || java.util.Arrays.stream(also).anyMatch(it -> below(page, it));
    }

    private static boolean below(String page, String path) {
        return page.equals(path) || page.startsWith(path + "/");
    }
}
