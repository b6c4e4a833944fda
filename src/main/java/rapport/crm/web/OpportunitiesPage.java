package rapport.crm.web;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rapport.crm.OpportunityList;
import rapport.crm.OpportunityList.Order;
import rapport.kernel.Money;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.web.Action;
import rapport.web.EmptyState;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Table.Foot;
import rapport.web.Table.Row;
import rapport.web.Who;

/** The pipeline as a list. @param chips what is filtered, as sentences that can be taken away */
public record OpportunitiesPage(PageHead head, List<Tab> tabs, List<Chip> chips, Table table) implements Part {

    public record Tab(String title, String href, boolean current) {}

    public record Chip(String sentence, String without) {}

    private static final List<Option> STAGES = List.of(Option.of("open", "Open"), Option.of("prospecting", "Prospecting"),
            Option.of("engaging", "Engaging"), Option.of("won", "Won"), Option.of("lost", "Lost"), Option.of("", "Everything"));

    static OpportunitiesPage of(OpportunityList.Page page, ListRequest wanted, Map<PersonId, String> names, List<Option> owners, LocalDate today, Viewer viewer) {
        var current = wanted.stage() == null ? "" : wanted.stage().toLowerCase(java.util.Locale.ROOT);
        var tabs = STAGES.stream()
                .map(it -> new Tab(it.label(), address(it.value(), wanted.owner(), wanted.sort(), null), it.value().equals(current)))
                .toList();
        var chips = new ArrayList<Chip>();
        if (!ListRequest.blank(wanted.owner())) {
            var name = owners.stream().filter(it -> it.value().equals(wanted.owner())).map(Option::label).findFirst().orElse("somebody");
            chips.add(new Chip("Owner: " + name, address(wanted.stage(), null, wanted.sort(), null)));
        }
        var actions = viewer.role().sells() ? new Action[] {Action.primary("Opportunity", "/opportunities/new").with("plus")} : new Action[0];
        return new OpportunitiesPage(PageHead.of("Opportunities", null, actions), tabs, chips,
                new Table("Opportunities", columns(wanted), page.items().stream().map(it -> row(it, names, today)).toList(),
                        empty(wanted, viewer), foot(page, wanted)));
    }

    private static List<Column> columns(ListRequest wanted) {
        return List.of(Column.of("Account"), Column.of("Product"), Column.of("Stage"), Column.of("Owner"),
                sorted(Column.number("Value"), Order.AMOUNT, wanted), sorted(Column.number("Engaged"), Order.ENGAGED_ON, wanted),
                sorted(Column.number("Closes"), Order.CLOSES_ON, wanted), Column.number("In stage"), Column.of("Next step"));
    }

    private static Column sorted(Column column, Order order, ListRequest wanted) {
        var sort = wanted.toSort();
        var active = sort.by() == order;
        var next = active && sort.descending() ? order.word() : "-" + order.word();
        return column.sortedBy(address(wanted.stage(), wanted.owner(), next, null), !active ? null : sort.descending() ? "descending" : "ascending");
    }

    private static Row row(OpportunityList.Row it, Map<PersonId, String> names, LocalDate today) {
        var owner = it.owner() == null ? null : new PersonId(it.owner());
        var name = owner == null ? null : names.get(owner);
        return Row.of(
                new Cell.Link(it.account() == null ? "No account yet" : it.account(), "/opportunities/" + it.id(), null),
                Cell.text(it.product()),
                Cell.text(it.stage().word()),
                owner == null || name == null ? new Cell.None(false) : new Cell.Person(Who.of(owner, name), null, null),
                it.amount() == null || it.currency() == null ? new Cell.Unknown(true) : Cell.number(Say.money(Money.of(it.amount(), it.currency()))),
                Cell.number(it.engagedOn() == null ? null : Say.day(it.engagedOn(), today)),
                Cell.number(it.closesOn() == null ? null : Say.day(it.closesOn(), today)),
                Cell.number(it.stageSince() == null || !it.stage().isOpen() ? null : Say.days(ChronoUnit.DAYS.between(it.stageSince(), today))),
                Cell.text(it.nextStep()));
    }

    private static Foot foot(OpportunityList.Page page, ListRequest wanted) {
        var shown = page.items().size();
        var unknown = page.items().stream().filter(it -> it.amount() == null).count();
        var total = Say.count(page.total()) + (page.totalIsExact() ? "" : "+");
        var sum = "sum of the %d shown %s%s".formatted(shown, sums(page.items()), unknown == 0 ? "" : " · %d unknown".formatted(unknown));
        return new Foot("%s of %s".formatted(Say.count(shown), total), sum,
                wanted.after() == null ? null : address(wanted.stage(), wanted.owner(), wanted.sort(), null),
                page.next() == null ? null : address(wanted.stage(), wanted.owner(), wanted.sort(), ListRequest.cursor(page.next())), "Next 50");
    }

    private static String sums(List<OpportunityList.Row> rows) {
        var sums = rows.stream().filter(it -> it.amount() != null)
                .collect(Collectors.groupingBy(OpportunityList.Row::currency, TreeMap::new,
                        Collectors.reducing(BigDecimal.ZERO, OpportunityList.Row::amount, BigDecimal::add)));
        return sums.isEmpty() ? "unknown" : sums.entrySet().stream().map(it -> Say.money(Money.of(it.getValue(), it.getKey()))).collect(Collectors.joining(" + "));
    }

    private static EmptyState empty(ListRequest wanted, Viewer viewer) {
        if (!ListRequest.blank(wanted.stage()) || !ListRequest.blank(wanted.owner())) {
            return new EmptyState("Nothing matches", "No opportunity you see is in this stage%s.".formatted(ListRequest.blank(wanted.owner()) ? "" : " with this owner"),
                    Action.second("See everything", "/opportunities"));
        }
        return new EmptyState("The pipeline is empty", "A few opportunities, known deeply, are worth more than a long list. Import what your team has, or write down the first one.",
                viewer.role().administers() ? Action.primary("Import your CRM export", "/imports") : null);
    }

    static String address(@Nullable String stage, @Nullable String owner, @Nullable String sort, @Nullable String after) {
        var parts = new ArrayList<String>();
        add(parts, "stage", stage);
        add(parts, "owner", owner);
        add(parts, "sort", sort);
        add(parts, "after", after);
        return "/opportunities" + (parts.isEmpty() ? "" : "?" + String.join("&", parts));
    }

    private static void add(List<String> parts, String name, @Nullable String value) {
        if (!ListRequest.blank(value)) {
            parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    @Override
    public String template() {
        return "crm/opportunity/index";
    }
}
