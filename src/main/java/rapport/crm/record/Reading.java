package rapport.crm.record;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import rapport.kernel.MailAddress;
import rapport.kernel.Viewer;

/** Turns what somebody wrote into what a column keeps, and says what a right answer looks like where it cannot. */
@Component
class Reading {

    private static final BigDecimal MOST_MONEY = new BigDecimal("1e15");
    private static final int LONGEST_LINE = 500;
    private static final int LONGEST_TEXT = 20_000;
    private static final int MOST_WORDS = 50;
    private static final Pattern MAILBOX = Pattern.compile("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+");

    private final Names names;

    Reading(Names names) {
        this.names = names;
    }

    /**
     * By column.
     *
     * @param before what is known already: what it refers to may have gone since, and stays as long as nobody writes something else
     * @param region where telephone numbers were written down
     * @throws Unfit naming every field that is wrong
     */
    Map<String, @Nullable Object> read(Fieldset fields, Map<String, List<String>> written, @Nullable CrmRecord before, @Nullable String region, Viewer viewer) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        var faults = new ArrayList<Fault>();
        written.forEach((name, texts) -> {
            var field = fields.get(name);
            try {
                values.put(field.column(), read(field, texts, before, region, viewer));
            } catch (Wrong e) {
                faults.add(new Fault(name, e.getMessage()));
            }
        });
        if (!faults.isEmpty()) {
            throw new Unfit(faults);
        }
        return values;
    }

    private @Nullable Object read(Field field, List<String> texts, @Nullable CrmRecord before, @Nullable String region, Viewer viewer) throws Wrong {
        if (field.type().isMany()) {
            return many(field, texts);
        }
        var text = texts.isEmpty() ? "" : texts.getFirst().strip();
        if (text.isEmpty()) {
            if (field.required()) {
                throw new Wrong("This is needed");
            }
            return null;
        }
        return switch (field.type()) {
            case TEXT -> line(text);
            case LONG_TEXT -> longText(text);
            case LINK -> line(text);
            case COUNTRY -> line(text);
            case EMAIL -> mailbox(text);
            case PHONE -> Phones.normal(line(text), region);
            case CURRENCY -> currency(text);
            case TIME_ZONE -> zone(text);
            case NUMBER -> whole(text);
            case MONEY -> money(text);
            case DATE -> day(text).toString();
            case MOMENT -> moment(text, viewer).toString();
            case YES_NO -> yesNo(text);
            case CHOICE -> choice(field, text);
            case PERSON, TEAM, PIPELINE, STAGE, RECORD -> reference(field, text, before, viewer).toString();
            case CHOICES, WORDS -> throw new IllegalStateException("Read above");
        };
    }

    private static List<String> many(Field field, List<String> texts) throws Wrong {
        var words = new ArrayList<String>();
        for (var text : texts) {
            for (var word : text.split(field.type() == Type.CHOICES ? "[,;\\n]" : "[,;\\n]")) {
                if (!word.isBlank()) {
                    var one = field.type() == Type.CHOICES ? choice(field, word.strip()) : line(word.strip());
                    if (!words.contains(one)) {
                        words.add(field.column().equals("other_emails") ? mailbox(one) : field.column().equals("domains") ? one.toLowerCase(Locale.ROOT) : one);
                    }
                }
            }
        }
        if (words.size() > MOST_WORDS) {
            throw new Wrong("At most %d".formatted(MOST_WORDS));
        }
        return words;
    }

    private static String line(String text) throws Wrong {
        if (text.length() > LONGEST_LINE) {
            throw new Wrong("At most %d characters".formatted(LONGEST_LINE));
        }
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static String longText(String text) throws Wrong {
        if (text.length() > LONGEST_TEXT) {
            throw new Wrong("At most 20,000 characters");
        }
        return text.replace("\u0000", "").replace("\r\n", "\n");
    }

    private static String mailbox(String text) throws Wrong {
        if (!MAILBOX.matcher(text).matches() || text.length() > 254) {
            throw new Wrong("An address such as anna@brightwater.example");
        }
        return MailAddress.plain(text);
    }

    private static String currency(String text) throws Wrong {
        try {
            return Currency.getInstance(text.toUpperCase(Locale.ROOT)).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw new Wrong("This currency is not known");
        }
    }

    private static String zone(String text) throws Wrong {
        try {
            return ZoneId.of(text).getId();
        } catch (DateTimeException e) {
            throw new Wrong("A zone such as Europe/Berlin");
        }
    }

    private static int whole(String text) throws Wrong {
        try {
            return Numeral.read(text).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new Wrong("A whole number such as 1,250");
        }
    }

    private static BigDecimal money(String text) throws Wrong {
        try {
            var amount = Numeral.read(text);
            if (amount.signum() < 0 || amount.compareTo(MOST_MONEY) > 0) {
                throw new NumberFormatException();
            }
            return amount.setScale(2, RoundingMode.HALF_EVEN);
        } catch (NumberFormatException e) {
            throw new Wrong("A number such as 84,000, 1,250.50 or 1.250,50");
        }
    }

    private static LocalDate day(String text) throws Wrong {
        try {
            var day = LocalDate.parse(text);
            if (day.getYear() < 1800 || day.getYear() > 2200) {
                throw new Wrong("A day between 1800 and 2200");
            }
            return day;
        } catch (DateTimeException e) {
            throw new Wrong("A day such as 2026-12-18");
        }
    }

    /** With offset as programs write it, or as a wall clock where the viewer is. */
    private static Instant moment(String text, Viewer viewer) throws Wrong {
        try {
            return text.length() > 16 && (text.endsWith("Z") || text.substring(16).matches(".*[+-]\\d\\d:?\\d\\d"))
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(viewer.zone()).toInstant();
        } catch (DateTimeException e) {
            throw new Wrong("A day and time such as 2026-12-18T14:30");
        }
    }

    private static boolean yesNo(String text) throws Wrong {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new Wrong("Yes or no");
        };
    }

    private static String choice(Field field, String text) throws Wrong {
        return field.choices().stream().filter(it -> it.word().equalsIgnoreCase(text) || it.label().equalsIgnoreCase(text)).map(Field.Choice::word).findFirst()
                .orElseThrow(() -> new Wrong("One of " + String.join(", ", field.choices().stream().map(Field.Choice::label).toList())));
    }

    private UUID reference(Field field, String text, @Nullable CrmRecord before, Viewer viewer) throws Wrong {
        if (field.type() == Type.PERSON && text.equalsIgnoreCase("me")) {
            return viewer.id().value();
        }
        var id = uuid(text);
        if (id.isPresent()) {
            var unchanged = before != null && before.id(field.column()).equals(id);
            if (!unchanged && !names.exists(field, id.get(), viewer)) {
                throw new Wrong("Nothing is known under this id");
            }
            return id.get();
        }
        var found = names.called(field, text, viewer);
        return switch (found.size()) {
            case 0 -> throw new Wrong("Nothing here is called “%s”".formatted(text));
            case 1 -> found.getFirst();
            default -> throw new Wrong("More than one is called “%s”; choose one of the list".formatted(text));
        };
    }

    static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // a name of 36 letters
        }
    }

    /** What a right answer would look like. */
    private static final class Wrong extends Exception {
        Wrong(String sentence) {
            super(sentence, null, false, false);
        }
    }
}
