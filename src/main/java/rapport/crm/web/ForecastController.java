package rapport.crm.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.forecast.Forecasts;
import rapport.crm.forecast.Forecasts.Forecast;
import rapport.crm.forecast.Forecasts.Sum;
import rapport.crm.forecast.Quotas;
import rapport.crm.forecast.Rates;
import rapport.crm.record.Filter;
import rapport.crm.record.Numeral;
import rapport.crm.record.Unfit;
import rapport.kernel.Money;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.people.ReportingLine;
import rapport.web.Action;
import rapport.web.EmptyState;
import rapport.web.Flash;
import rapport.web.Html;
import rapport.web.Notice;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Plot;
import rapport.web.Say;
import rapport.web.Table;
import rapport.web.Table.Cell;
import rapport.web.Table.Column;
import rapport.web.Tone;
import rapport.web.Who;

/** What the open opportunities will probably bring, what was agreed to be brought, and what currencies are worth. */
@Controller
public class ForecastController {

    /** @param note which rates were used, and what is no part of the sums */
    public record ForecastPage(PageHead head, @Nullable Notice missing, String note, List<Plot> plots, Table months, Table owners, Table stages) implements Part {

        @Override
        public String template() {
            return "crm/forecast/show";
        }
    }

    public record QuotasPage(PageHead head, @Nullable String wrong, Table table, List<Option> people, List<Option> teams, List<Option> currencies, String base, String first, String last) implements Part {

        @Override
        public String template() {
            return "crm/forecast/quotas";
        }
    }

    public record MoneyPage(PageHead head, @Nullable String wrong, String base, List<Option> currencies, Table rates, String today, String typed) implements Part {

        @Override
        public String template() {
            return "crm/forecast/money";
        }
    }

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK);

    private final Forecasts forecasts;
    private final Quotas quotas;
    private final Rates rates;
    private final People people;
    private final ReportingLine line;
    private final Clock clock;

    ForecastController(Forecasts forecasts, Quotas quotas, Rates rates, People people, ReportingLine line, Clock clock) {
        this.forecasts = forecasts;
        this.quotas = quotas;
        this.rates = rates;
        this.people = people;
        this.line = line;
        this.clock = clock;
    }

    @GetMapping("/api/v1/forecast")
    @ResponseBody
    Forecast json(@RequestParam(required = false) @Nullable String filter, Viewer viewer) {
        return forecasts.of(Filter.read(filter), viewer);
    }

    @GetMapping("/forecast")
    ModelAndView show(@RequestParam(required = false) @Nullable String filter, Viewer viewer) {
        var it = forecasts.of(Filter.read(filter), viewer);
        var names = people.namesOf(it.owners().stream().map(Forecasts.OfOwner::owner).filter(Objects::nonNull).map(PersonId::new).toList());
        var lede = it.all().count() == 0 ? "Nothing is open." : "%s open; %s probably comes, 80\u202f%% between %s and %s.".formatted(money(it.all().open(), it), money(it.all().expected(), it), money(it.all().low(), it), money(it.all().high(), it));
        var actions = viewer.role().leads() ? new Action[] {Action.second("Quotas", "/forecast/quotas"), Action.second("Board", "/board")} : new Action[] {Action.second("Board", "/board")};
        return Html.ok(new ForecastPage(PageHead.of("Forecast", lede, actions), missing(it, viewer), note(it), plots(it), months(it), owners(it, names), stages(it)));
    }

    private static String note(Forecast it) {
        var note = new ArrayList<String>();
        note.add(it.all().unknown() == 0 ? "Every open opportunity has a value." : "%s without a value are counted and not guessed.".formatted(Say.count(it.all().unknown(), "opportunity", "opportunities")));
        if (it.rateDay() != null) {
            note.add("Told in %s at the rates last entered, the oldest of %s.".formatted(it.currency(), DAY.format(it.rateDay())));
        }
        return String.join(" ", note);
    }

    private static @Nullable Notice missing(Forecast it, Viewer viewer) {
        if (it.missing().isEmpty()) {
            return null;
        }
        var fix = viewer.role().administers() ? Action.quiet("Enter one, or tell sums in another currency", "/settings/money") : null;
        return new Notice(Tone.WARN, "alert-triangle", "Nobody has entered a rate for %s.".formatted(String.join(", ", it.missing())), "Values in it are no part of any sum here.", fix);
    }

    private static List<Plot> plots(Forecast it) {
        var known = it.months().stream().filter(month -> month.month() != null).toList();
        var byMonth = new Plot("by-month", "What will probably come, month by month", "Weighted by how often deals were won from their stage.", it.currency(), known.stream().map(month -> name(month.month())).toList(),
                known.stream().map(month -> Say.number(month.sum().expected().add(month.won()))).toList());
        var quota = new Plot("against-quota", "Share of the quota that is won or probably comes", "Below 100 there is a gap to close; months without a quota are missing.", "%",
                known.stream().filter(month -> month.quota() != null).map(month -> name(month.month())).toList(),
                known.stream().filter(month -> month.quota() != null).map(month -> String.valueOf(Math.round(100 * (month.sum().expected().doubleValue() + month.won().doubleValue()) / month.quota().doubleValue()))).toList());
        var rates = it.stages().stream().filter(stage -> stage.rate().isKnown()).toList();
        var byStage = new Plot("by-stage", "How often deals are won from a stage", "Closed within two years, of the whole workspace.", "%", rates.stream().map(stage -> stage.rate().stage().name()).toList(),
                rates.stream().map(stage -> String.valueOf(Math.round(100 * stage.rate().share()))).toList());
        return Stream.of(byMonth, quota, byStage).filter(plot -> !plot.labels().isEmpty()).toList();
    }

    private static String name(@Nullable YearMonth month) {
        return month == null ? "No day, or past it" : month.getMonth().getDisplayName(TextStyle.SHORT, Locale.UK) + " " + month.getYear();
    }

    private static Table months(Forecast it) {
        return new Table("By month", List.of(Column.of("Closes in"), Column.number("Open"), Column.number("Value"), Column.number("Probably"), Column.number("80\u202f% between"), Column.number("Won so far"), Column.number("Quota"), Column.number("Gap")),
                it.months().stream().map(month -> row(new Cell.Text(name(month.month()), null), month.sum(), month.won(), month.quota(), it)).toList(), new EmptyState("", "", null), null);
    }

    private static Table owners(Forecast it, Map<PersonId, String> names) {
        return new Table("By owner", List.of(Column.of("Owner"), Column.number("Open"), Column.number("Value"), Column.number("Probably"), Column.number("80\u202f% between"), Column.number("Won so far"), Column.number("Quota"), Column.number("Gap")),
                it.owners().stream().map(of -> {
                    var name = of.owner() == null ? null : names.get(new PersonId(of.owner()));
                    return row(of.owner() == null || name == null ? new Cell.Text("Nobody", null) : new Cell.Person(Who.of(new PersonId(of.owner()), name), null, null), of.sum(), of.won(), of.quota(), it);
                }).toList(), new EmptyState("Nothing is open", "Forecasts begin with opportunities that have a value and a closing day.", null), null);
    }

    private static Table.Row row(Cell head, Sum sum, BigDecimal won, @Nullable BigDecimal quota, Forecast it) {
        var gap = quota == null ? null : quota.subtract(won).subtract(sum.expected());
        return Table.Row.of(head, Cell.number(Say.count(sum.count())), Cell.number(money(sum.open(), it)), Cell.number(money(sum.expected(), it)), Cell.number("%s–%s".formatted(money(sum.low(), it), money(sum.high(), it))),
                Cell.number(money(won, it)), Cell.number(quota == null ? null : money(quota, it)), Cell.number(gap == null ? null : gap.signum() <= 0 ? "none" : money(gap, it)));
    }

    private static Table stages(Forecast it) {
        return new Table("By stage", List.of(Column.of("Stage"), Column.number("Open"), Column.number("Value"), Column.number("Won from here"), Column.number("Probably")),
                it.stages().stream().map(of -> Table.Row.of(new Cell.Text(of.rate().stage().name(), null), Cell.number(Say.count(of.sum().count())), Cell.number(money(of.sum().open(), it)),
                        of.rate().interval() == null ? new Cell.Number(of.rate().estimate() + "\u202f%", "your estimate, %d of %d deals closed".formatted(of.rate().closed(), Forecasts.LEAST_DEALS))
                                : new Cell.Number(Say.percent(of.rate().share()), "80\u202f%% %d–%d, %s of %s".formatted(Math.round(of.rate().interval().low() * 100), Math.round(of.rate().interval().high() * 100), Say.count(of.rate().won()), Say.count(of.rate().closed()))),
                        Cell.number(money(of.sum().expected(), it)))).toList(), new EmptyState("", "", null), null);
    }

    private static String money(BigDecimal amount, Forecast it) {
        return Say.roundMoney(Money.of(amount, it.currency()));
    }

    @GetMapping("/forecast/quotas")
    ModelAndView quotas(Viewer viewer) {
        return Html.ok(quotasPage(null, viewer));
    }

    private QuotasPage quotasPage(@Nullable String wrong, Viewer viewer) {
        if (!viewer.role().leads()) {
            throw new rapport.kernel.Forbidden("crm.only-leads", "Quotas are set by managers and administrators.");
        }
        var today = RecordShow.today(clock, viewer);
        var all = quotas.between(today.minusYears(1), today.plusYears(2), viewer);
        var names = people.namesOf(all.stream().map(Quotas.Quota::person).filter(Objects::nonNull).map(PersonId::new).toList());
        var teams = people.teams();
        var rows = all.stream().map(it -> Table.Row.of(new Cell.Text(it.person() == null ? teams.getOrDefault(it.team(), "A team") : names.getOrDefault(new PersonId(it.person()), "Somebody who left"), null),
                Cell.text(DAY.format(it.firstDay()) + " – " + DAY.format(it.lastDay())), Cell.number(Say.money(Money.of(it.amount(), it.currency()))),
                new Cell.Acts(List.of(Action.second("Take away", "/forecast/quotas/%s/removal".formatted(it.id())).posting())))).toList();
        var mine = people.team(line.of(viewer), viewer).stream().filter(People.Row::active).map(it -> Option.of(it.id().toString(), it.name())).toList();
        return new QuotasPage(PageHead.of("Quotas", "What was agreed to be brought in, and by when.").under("Forecast", "/forecast"), wrong,
                new Table("Quotas", List.of(Column.of("Whose"), Column.of("When"), Column.number("How much"), Column.of("")), rows, new EmptyState("No quota yet", "A forecast says more beside what was agreed.", null), null),
                mine, viewer.role().administers() ? teams.entrySet().stream().map(it -> Option.of(it.getKey().toString(), it.getValue())).toList() : List.of(), Inputs.CURRENCIES, rates.base(viewer),
                today.withDayOfMonth(1).toString(), today.withDayOfMonth(1).plusMonths(3).minusDays(1).toString());
    }

    @PostMapping("/forecast/quotas")
    ModelAndView set(@RequestParam(required = false) @Nullable UUID person, @RequestParam(required = false) @Nullable UUID team, @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate first,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate last, @RequestParam(defaultValue = "") String amount, @RequestParam(defaultValue = "EUR") String currency, Viewer viewer) {
        try {
            if (first == null || last == null) {
                quotasPage(null, viewer);
                throw new Unfit("first", "Say from which day until which");
            }
            quotas.set(person, team, first, last, number(amount), currency, viewer);
            return Html.goTo("/forecast/quotas", new Flash("Agreed."));
        } catch (Unfit e) {
            return Html.invalid(quotasPage(e.faults().getFirst().sentence() + ".", viewer));
        }
    }

    private static BigDecimal number(String text) {
        try {
            return Numeral.read(text);
        } catch (NumberFormatException e) {
            throw new Unfit("amount", "A number above 0 such as 250,000");
        }
    }

    @PostMapping("/forecast/quotas/{id}/removal")
    ModelAndView remove(@PathVariable UUID id, Viewer viewer) {
        quotas.remove(id, viewer);
        return Html.goTo("/forecast/quotas", new Flash("The quota is gone."));
    }

    @GetMapping("/settings/money")
    ModelAndView money(Viewer viewer) {
        viewer.mustAdminister();
        return Html.ok(moneyPage(null, "", viewer));
    }

    private MoneyPage moneyPage(@Nullable String wrong, String typed, Viewer viewer) {
        var base = rates.base(viewer);
        var rows = rates.all(viewer).stream().map(it -> Table.Row.of(new Cell.Text(it.currency(), null), Cell.text(DAY.format(it.day())), Cell.number(it.worth().stripTrailingZeros().toPlainString() + " " + base))).toList();
        return new MoneyPage(PageHead.of("Currencies", "Sums over several currencies are told in %s, at the rate last entered before their day.".formatted(base)).under("Settings", "/settings"), wrong, base, Inputs.CURRENCIES,
                new Table("Rates", List.of(Column.of("Currency"), Column.of("Since"), Column.number("Worth")), rows, new EmptyState("No rate yet", "Nothing is fetched from outside. Enter what your finance people use.", null), null),
                RecordShow.today(clock, viewer).toString(), typed);
    }

    @PostMapping("/settings/money/base")
    ModelAndView base(@RequestParam(defaultValue = "EUR") String currency, Viewer viewer) {
        rates.base(currency, viewer);
        return Html.goTo("/settings/money", new Flash("Sums are told in %s now.".formatted(currency)));
    }

    @PostMapping("/settings/money/rates")
    ModelAndView enter(@RequestParam(defaultValue = "") String lines, Viewer viewer) {
        viewer.mustAdminister();
        try {
            return Html.goTo("/settings/money", new Flash("%s entered.".formatted(Say.count(rates.enterAll(lines, viewer), "rate", "rates"))));
        } catch (Unfit e) {
            return Html.invalid(moneyPage(e.faults().getFirst().sentence() + ".", lines, viewer));
        }
    }
}
