package rapport.web;

/**
 * One place in the main navigation.
 *
 * @param order the fixed order of the house: Today 10, Coaching 20, Pipeline 30, Prospecting 40, Market 50, Insight 60, People 70, Settings 80
 * @param icon a Tabler icon's name
 */
public record NavItem(int order, String title, String icon, String path) {}
