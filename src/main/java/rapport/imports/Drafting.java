package rapport.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rapport.crm.record.Field;
import rapport.crm.record.Phones;
import rapport.crm.record.Type;
import rapport.imports.Bound.Binding;
import rapport.imports.Draft.Reference;
import rapport.imports.RowCells.Cell;
import rapport.imports.dialect.Target;
import rapport.imports.dialect.Words;

/** Turns the rows of one file into drafts. */
final class Drafting {

    private static final Pattern FORMULA = Pattern.compile("=.*|@\\w+\\(.*|[+-]\\s*\\w+[(|!].*|[+-][\\d.]+[+*/].*", Pattern.DOTALL);
    private static final Pattern MAILBOX = Pattern.compile("[^\\s@<>,;\"()]+@[^\\s@<>,;\"()]+\\.[^\\s@<>,;\"().]+");
    private static final Pattern NAME_AND_MAIL = Pattern.compile("(.*)[(<]\\s*([^()<>\\s]+@[^()<>\\s]+)\\s*[)>]\\s*");
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern SEVERAL_MAILBOXES = Pattern.compile("([^;]*@[^;]*;)+.*");
    private static final Pattern BETWEEN_MAILBOXES = Pattern.compile("[;,\\n]|\\s:::\\s|\\s");
    private static final Pattern AROUND_MAILBOX = Pattern.compile("^[<(*\"']+|[>)\"']+$");
    private static final BigDecimal MOST = new BigDecimal("1e15");
    private static final int LONGEST_LINE = 500;

    private static final Map<String, Target> REFERENCES = Map.of("account", Target.ACCOUNT, "parent", Target.ACCOUNT, "contact", Target.CONTACT, "reports_to", Target.CONTACT,
            "opportunity", Target.OPPORTUNITY, "product", Target.PRODUCT, "lead", Target.LEAD, "from lead", Target.LEAD);

    private final Bound file;
    private final Faults faults;
    private final ZoneId zone;
    private final Nearly nearly;
    private final Map<String, @Nullable Object> blank = new LinkedHashMap<>();
    private final Map<String, Target> references;

    /** @param zone of clocks without one */
    Drafting(Bound file, ZoneId zone, Nearly nearly, Faults faults) {
        this.file = file;
        this.zone = zone;
        this.nearly = nearly;
        this.faults = faults;
        this.references = REFERENCES.entrySet().stream().filter(it -> file.bindings.stream().anyMatch(binding -> binding.column().isReference() && binding.column().target().equals(it.getKey())))
                .sorted(Map.Entry.comparingByKey()).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
        file.sheet.target().kind().ifPresent(_ -> file.bindings.stream().flatMap(it -> columns(it).stream()).distinct().forEach(it -> blank.put(it, isList(it) ? List.of() : null)));
        if (file.sheet.target() == Target.OPPORTUNITY) {
            DealWords.columns(file).forEach(it -> blank.putIfAbsent(it, null));
        }
        if (file.sheet.target() == Target.ACTIVITY) {
            ActivityWords.columns().forEach(it -> blank.putIfAbsent(it, null));
        }
        if (file.sheet.target() == Target.LEAD && file.speaksOf("said")) {
            blank.put("status", "NEW");
            blank.put("reason", null);
        }
        file.sheet.always().keySet().stream().filter(it -> it.endsWith("currency")).forEach(it -> blank.put(it, null));
    }

    /** The columns of records that these rows speak of, references and what is looked up not among them. */
    List<String> columns() {
        return List.copyOf(blank.keySet());
    }

    private static List<String> columns(Binding it) {
        return switch (it.column().target()) {
            case "full_name" -> List.of("first_name", "last_name");
            case "email", "other_emails" -> it.field() == null || it.field().kind() != rapport.crm.record.Kind.CONTACT ? List.of("email") : List.of("email", "other_emails");
            case "phone", "mobile", "other_phones" -> it.field() == null || it.field().kind() != rapport.crm.record.Kind.CONTACT ? List.of(it.column().target()) : List.of(it.column().target(), "other_phones");
            case "amount currency" -> List.of("currency");
            case "phone label" -> List.of("mobile");
            case "revenue" -> List.of("revenue", "revenue_currency");
            case "amount", "list_price" -> List.of(it.column().target(), "currency");
            case "never email", "never phone", "never fax" -> List.of("refused");
            case "converted" -> List.of("status");
            default -> it.field() == null || it.column().isReference() || it.field().type().isReference() ? List.of() : List.of(it.field().column());
        };
    }

    private static boolean isList(String column) {
        return List.of("other_emails", "other_phones", "domains", "tags", "allowed", "refused").contains(column);
    }

    /** Empty when the row says nothing, is marked as gone, or was refused; then {@link Faults} was told. */
    Optional<Draft> draft(long line, List<String> values) {
        var cells = new RowCells(file, values);
        if (cells.isEmpty() || Words.of("yes", cells.text("gone").orElse(null)).filter("YES"::equals).isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(draft(line, cells));
        } catch (Rejected e) {
            faults.row(file, line, values, e.sentence());
            return Optional.empty();
        }
    }

    private Draft draft(long line, RowCells cells) throws Rejected {
        var reasons = new LinkedHashMap<String, String>();
        var draft = new Draft(line, key(cells), new LinkedHashMap<>(blank), references(cells, reasons), words(cells), reasons);
        for (var binding : file.bindings) {
            if (binding.field() != null && !binding.column().isReference()) {
                plain(binding.field(), cells, line, draft);
            }
        }
        switch (file.sheet.target()) {
            case CONTACT, LEAD -> PersonWords.fill(cells, draft, this::value);
            case OPPORTUNITY -> DealWords.fill(cells, file, draft);
            case ACTIVITY -> ActivityWords.fill(cells, file, zone, draft);
            default -> { }
        }
        money(cells, draft);
        phones(draft, cells);
        mustBeSomething(draft);
        return draft;
    }

    private void value(Draft draft, String sentence) {
        faults.value(file, draft.line(), sentence);
    }

    /** The id there, or what tells the row apart. */
    private String key(RowCells cells) throws Rejected {
        var key = cells.text("key").or(() -> cells.text("key 15").map(Drafting::fifteen));
        if (key.isPresent()) {
            return key.get();
        }
        return keys(cells).findFirst().orElseThrow(() -> new Rejected(file.bindings.stream().filter(it -> it.column().target().startsWith("key")).findFirst()
                .map(it -> "Column %s is empty; it is what the record is known by.".formatted(file.header(it.index()))).orElse("The row has neither a name nor anything else it could be known by.")));
    }

    private Stream<String> keys(RowCells cells) {
        return file.sheet.keyedBy().stream().map(parts -> parts.stream().map(it -> keyPart(it, cells)).toList()).filter(parts -> !parts.stream().allMatch(String::isEmpty)).map(parts -> String.join(" | ", parts));
    }

    /** Every way in which the row could be told apart together: for two that share an address. */
    Optional<Draft> told(Draft draft, List<String> values) {
        var longer = keys(new RowCells(file, values)).collect(Collectors.joining(" | "));
        return longer.isEmpty() || longer.equals(draft.key()) || file.speaksOf("key") ? Optional.empty()
                : Optional.of(new Draft(draft.line(), longer, draft.values(), draft.references(), draft.words(), draft.reasons()));
    }

    private static String keyPart(String target, RowCells cells) {
        return cells.text(target).or(() -> cells.reference(target, "id")).or(() -> cells.reference(target, "name")).orElse("").toLowerCase(Locale.ROOT);
    }

    private Map<String, Reference> references(RowCells cells, Map<String, String> reasons) throws Rejected {
        var found = new LinkedHashMap<String, Reference>();
        for (var each : references.entrySet()) {
            var target = each.getKey();
            var kind = each.getValue();
            var ids = cells.reference(target, "id").filter(it -> !it.equals("0"));
            var several = ids.filter(it -> it.contains(";")).isPresent();
            var name = cells.reference(target, "name").map(it -> several || SEVERAL_MAILBOXES.matcher(it).matches() ? firstOf(it) : it);
            var email = cells.reference(target, "email").map(Drafting::firstOf);
            if (name.filter(it -> FORMULA.matcher(it).matches()).isPresent()) {
                throw new Rejected("“%s” is a formula, not the name of a %s.".formatted(shortened(name.get()), kind.name().toLowerCase(Locale.ROOT)));
            }
            var both = name.map(NAME_AND_MAIL::matcher).filter(java.util.regex.Matcher::matches);
            if (ids.isPresent() || name.isPresent() || email.isPresent()) {
                var called = both.map(it -> it.group(1).strip()).or(() -> name).map(it -> near(target, it, reasons)).filter(it -> !it.isBlank());
                found.put(target, new Reference(kind, ids.map(Drafting::firstOf).map(this::id).orElse(null), called.map(it -> SPACES.matcher(it).replaceAll(" ")).orElse(null),
                        both.map(it -> it.group(2)).or(() -> email).map(it -> it.toLowerCase(Locale.ROOT)).orElse(null)));
            }
        }
        var about = cells.references("about", "id").stream().map(this::id).toList();
        for (var i = 0; i < about.size(); i++) {
            found.put(i == 0 ? "about" : "about " + i, new Reference(Target.ACTIVITY, about.get(i), null, null));
        }
        return found;
    }

    private String near(String target, String name, Map<String, String> reasons) {
        var meant = file.sheet.nearly().contains(target) ? nearly.read(target, name) : name;
        if (!meant.equals(name)) {
            reasons.put(target, "The file says “%s”".formatted(name));
        }
        return meant;
    }

    private String id(String written) {
        return file.dialect.cutsIds() ? fifteen(written) : written;
    }

    static String fifteen(String id) {
        return id.length() > 15 ? id.substring(0, 15) : id;
    }

    private static String firstOf(String text) {
        return text.split(";", 2)[0].strip();
    }

    private static Map<String, String> words(RowCells cells) {
        var words = new LinkedHashMap<String, String>();
        for (var target : List.of("owner", "stage", "pipeline", "role", "entered", "manager", "office", "alias", "full_name", "first_name", "last_name", "email", "active")) {
            cells.text(target).ifPresent(it -> words.put(target, it));
        }
        return words;
    }

    private void plain(Field field, RowCells cells, long line, Draft draft) throws Rejected {
        var cell = cells.first(field.column()).or(() -> Optional.ofNullable(file.sheet.always().get(field.column())).map(it -> new Cell(it, new Manner(), field.column())));
        if (cell.isEmpty() || !draft.values().containsKey(field.column())) {
            return;
        }
        var read = switch (field.type()) {
            case TEXT, COUNTRY, LINK, TIME_ZONE -> text(field, cell.get(), draft);
            case LONG_TEXT -> cell.get().text().replace("\r\n", "\n");
            case NUMBER -> whole(cell.get());
            case MONEY -> number(cell.get()).toPlainString();
            case DATE -> when(cell.get()).day().toString();
            case MOMENT -> when(cell.get()).in(zone).toInstant().toString();
            case YES_NO -> yes(cell.get(), draft);
            case CHOICE -> choice(field, cell.get(), draft);
            case WORDS -> words(field, cells.all(field.column()));
            case CURRENCY -> currency(cell.get(), draft);
            default -> draft.values().get(field.column()); // mailboxes, phones and references are read by what they are
        };
        draft.values().put(field.column(), read);
    }

    private String text(Field field, Cell cell, Draft draft) throws Rejected {
        if (FORMULA.matcher(cell.text()).matches()) {
            throw new Rejected("“%s” in column %s is a formula, not a value.".formatted(shortened(cell.text()), cell.header()));
        }
        var line = CONTROLS.matcher(cell.text()).replaceAll(" ").strip();
        if (file.sheet.nearly().contains(field.column())) {
            var meant = nearly.read(field.column(), line);
            if (!meant.equals(line)) {
                draft.reasons().put(field.column(), "The file says “%s”".formatted(line));
            }
            return meant;
        }
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
    }

    private Integer whole(Cell cell) throws Rejected {
        try {
            return number(cell).stripTrailingZeros().intValueExact();
        } catch (ArithmeticException _) {
            throw new Rejected("“%s” in column %s is no whole number.".formatted(shortened(cell.text()), cell.header()));
        }
    }

    private BigDecimal number(Cell cell) throws Rejected {
        var amount = Cells.amount(cell.text(), cell.manner().isDecimalComma()).orElseThrow(() -> new Rejected("“%s” in column %s is no number.".formatted(shortened(cell.text()), cell.header())));
        if (amount.number().abs().compareTo(MOST) >= 0) {
            throw new Rejected("“%s” in column %s is too large.".formatted(shortened(cell.text()), cell.header()));
        }
        return amount.number().setScale(Math.min(2, Math.max(0, amount.number().scale())), RoundingMode.HALF_EVEN);
    }

    static Cells.When when(Cell cell) throws Rejected {
        return Cells.when(cell.text(), cell.manner().isMonthFirst()).orElseThrow(() -> new Rejected("“%s” in column %s is no day there is.".formatted(shortened(cell.text()), cell.header())));
    }

    private @Nullable Boolean yes(Cell cell, Draft draft) {
        var word = Words.of("yes", cell.text());
        if (word.isEmpty()) {
            value(draft, "“%s” in column %s is neither yes nor no; it was left out.".formatted(shortened(cell.text()), cell.header()));
        }
        return word.map("YES"::equals).orElse(null);
    }

    private @Nullable String choice(Field field, Cell cell, Draft draft) {
        var word = field.choices().stream().filter(it -> it.label().equalsIgnoreCase(cell.text()) || it.word().equalsIgnoreCase(cell.text())).map(Field.Choice::word).findFirst()
                .or(() -> Words.of(field.column(), cell.text()));
        if (word.isEmpty() && !field.column().equals("sort")) {
            value(draft, "“%s” in column %s is none of its answers; it was left out.".formatted(shortened(cell.text()), cell.header()));
        }
        return word.orElse(null);
    }

    private static List<String> words(Field field, List<Cell> cells) {
        return cells.stream().flatMap(it -> java.util.Arrays.stream(it.text().split("[;,\\n]"))).map(String::strip).filter(it -> !it.isEmpty())
                .map(it -> field.column().equals("domains") ? domain(it) : it).filter(it -> it.length() <= LONGEST_LINE).distinct().limit(50).toList();
    }

    /** "https://www.brightwater.example/en" is the domain brightwater.example. */
    static String domain(String written) {
        return written.toLowerCase(Locale.ROOT).replaceFirst("^[a-z]+://", "").replaceFirst("^www\\.", "").replaceFirst("[/?#:].*$", "");
    }

    private @Nullable String currency(Cell cell, Draft draft) {
        var code = Cells.currency(cell.text());
        if (code.isEmpty()) {
            value(draft, "“%s” in column %s is no currency; it was left out.".formatted(shortened(cell.text()), cell.header()));
        }
        return code.orElse(null);
    }

    /** An amount has a currency and a currency an amount. */
    private void money(RowCells cells, Draft draft) {
        pair(cells, draft, "amount", "currency");
        pair(cells, draft, "list_price", "currency");
        pair(cells, draft, "revenue", "revenue_currency");
    }

    private void pair(RowCells cells, Draft draft, String amount, String currency) {
        if (!draft.values().containsKey(amount)) {
            return;
        }
        if (draft.values().get(amount) == null) {
            draft.values().put(currency, null);
            return;
        }
        file.sheet.times(amount).ifPresent(times -> {
            draft.values().computeIfPresent(amount, (_, it) -> new BigDecimal(it.toString()).multiply(times).setScale(2, RoundingMode.HALF_EVEN).toPlainString());
            draft.reasons().put(amount, "The file gives millions");
        });
        var sign = cells.first(amount).flatMap(it -> Cells.amount(it.text(), it.manner().isDecimalComma())).map(Cells.Amount::currency);
        var said = Optional.ofNullable((String) draft.values().get(currency)).or(() -> cells.first("amount currency").flatMap(it -> Cells.currency(it.text()))).or(() -> sign)
                .or(() -> Optional.ofNullable(file.sheet.always().get(currency)));
        draft.values().put(currency, said.orElse(null));
        draft.words().put("money", said.isPresent() ? "" : amount); // the workspace's own currency, which only the loading knows
    }

    /** In the one form phones are kept in; where it was written down follows from the country. */
    private static void phones(Draft draft, RowCells cells) {
        var region = Phones.country((String) draft.values().get("country")).orElse(null);
        var normal = new HashMap<String, String>();
        Function<String, String> form = it -> normal.computeIfAbsent(it, written -> Phones.normal(written, region));
        var mobiles = labelled(cells);
        for (var column : List.of("phone", "mobile", "fax")) {
            if (draft.values().containsKey(column)) {
                draft.values().put(column, cells.all(column).stream().filter(it -> !mobiles.contains(it)).findFirst().map(it -> form.apply(firstPhone(it.text()))).orElse(null));
            }
        }
        if (draft.values().containsKey("mobile") && draft.values().get("mobile") == null) {
            draft.values().put("mobile", mobiles.stream().findFirst().map(it -> form.apply(firstPhone(it.text()))).orElse(null));
        }
        if (draft.values().containsKey("other_phones")) {
            var others = new ArrayList<String>();
            for (var column : List.of("phone", "mobile", "other_phones")) {
                cells.all(column).stream().flatMap(it -> severalPhones(it.text()).stream()).map(form).filter(it -> !it.equals(draft.values().get("phone")) && !it.equals(draft.values().get("mobile")) && !others.contains(it)).forEach(others::add);
            }
            draft.values().put("other_phones", others.stream().limit(20).toList());
        }
    }

    /** Phones that a column beside them calls mobile: "Phone 1 - Label" speaks of "Phone 1 - Value". */
    private static List<Cell> labelled(RowCells cells) {
        var mobile = cells.all("phone label").stream().filter(it -> it.text().matches("(?i).*(mobil|cell|handy|móvil|portable).*")).map(it -> it.header().split(" - ")[0]).toList();
        return cells.all("phone").stream().filter(it -> mobile.contains(it.header().split(" - ")[0])).toList();
    }

    /** Separators of several phones. A slash is one only before an area or a country: "07641 / 555-120" is one phone. */
    private static final Pattern PHONES = Pattern.compile("[;,\\n]|\\s:::\\s|\\s/\\s(?=[+(0])");

    private static List<String> severalPhones(String text) {
        return PHONES.splitAsStream(text).map(String::strip).filter(it -> !it.isEmpty()).map(it -> it.length() > 100 ? it.substring(0, 100) : it).toList();
    }

    private static String firstPhone(String text) {
        return severalPhones(text).stream().findFirst().orElse("");
    }

    private void mustBeSomething(Draft draft) throws Rejected {
        var names = switch (file.sheet.target()) {
            case ACCOUNT, PRODUCT, ACTIVITY -> List.of("name");
            case CONTACT -> List.of("first_name", "last_name", "email");
            case LEAD -> List.of("first_name", "last_name", "company", "email");
            default -> List.<String>of();
        };
        if (names.isEmpty() || names.stream().anyMatch(it -> draft.values().get(it) != null)) {
            return;
        }
        if (file.sheet.target() == Target.CONTACT && draft.references().get("account") instanceof Reference account && account.name() != null) {
            draft.words().put(ONLY_ITS_ACCOUNT, account.name());
        } else if (file.sheet.target() == Target.ACCOUNT && file.speaksOf("key")) {
            value(draft, "The account has no name; it is called by its id there."); // others refer to it
            draft.values().put("name", "Account " + draft.key());
        } else {
            throw new Rejected("The row has no name%s.".formatted(file.sheet.target() == Target.CONTACT ? " and no e-mail address" : ""));
        }
    }

    /** A row of contacts that names an account and nobody in it. */
    static final String ONLY_ITS_ACCOUNT = "only its account";

    static List<String> mailboxes(String text) {
        return BETWEEN_MAILBOXES.splitAsStream(text).map(it -> AROUND_MAILBOX.matcher(it).replaceAll("").strip().toLowerCase(Locale.ROOT))
                .filter(it -> MAILBOX.matcher(it).matches() && it.length() <= 254).distinct().toList();
    }

    static String shortened(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }
}
