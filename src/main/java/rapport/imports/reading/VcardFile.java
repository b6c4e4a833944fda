package rapport.imports.reading;

import ezvcard.VCard;
import ezvcard.io.text.VCardReader;
import ezvcard.parameter.TelephoneType;
import ezvcard.property.Address;
import ezvcard.property.Email;
import ezvcard.property.Note;
import ezvcard.property.Organization;
import ezvcard.property.StructuredName;
import ezvcard.property.Telephone;
import ezvcard.property.TextProperty;
import ezvcard.property.VCardProperty;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Electronic business cards, RFC 2426 and RFC 6350 (and 2.1, which phones still write): a row a card. */
record VcardFile(Path file, Charset letters) implements TableFile {

    private static final List<String> HEADER = Stream.of("UID", "FN", "Family", "Given", "Organisation", "Department", "Title", "Email", "Other emails", "Work phone", "Mobile", "Other phones", "Fax",
            "Street", "City", "Region", "Postcode", "Country", "Language", "Time zone", "Website", "Note", "Categories").map(it -> "vCard " + it).toList();

    private static final String BEGIN = "BEGIN:VCARD";
    private static final String END = "END:VCARD";

    static boolean isOne(String text) {
        return text.replace("\ufeff", "").stripLeading().regionMatches(true, 0, BEGIN, 0, BEGIN.length());
    }

    static VcardFile open(Path file, Charset letters) {
        return new VcardFile(file, letters);
    }

    @Override
    public String layout() {
        return "vCard, " + Letters.named(letters);
    }

    @Override
    public List<String> header() {
        return HEADER;
    }

    /** Read card by card: a fault in one does not spoil the next. */
    @Override
    public void read(Rows rows) throws Unreadable {
        try (var lines = new BufferedReader(reader())) {
            var number = 0L;
            var begun = 0L;
            var card = new StringBuilder();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                var plain = line.replace("\ufeff", "").strip();
                if (plain.equalsIgnoreCase(BEGIN)) {
                    if (begun > 0) {
                        rows.fault(begun, List.of(), "The card that begins in this line has no end.");
                    }
                    begun = number;
                    card.setLength(0);
                }
                if (begun > 0) {
                    card.append(line).append("\r\n");
                    if (card.length() > Limits.CELL) {
                        throw new Unreadable(begun, "The card that begins in this line has more than 4 million letters.");
                    }
                }
                if (plain.equalsIgnoreCase(END) && begun > 0) {
                    give(begun, card.toString(), rows);
                    begun = 0;
                }
            }
            if (begun > 0) {
                rows.fault(begun, List.of(), "The card that begins in this line has no end.");
            }
        } catch (IOException e) {
            throw new Unreadable(null, "The file cannot be read: %s.".formatted(e.getMessage()));
        }
    }

    private InputStreamReader reader() throws IOException {
        return new InputStreamReader(Files.newInputStream(file), letters.newDecoder().onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE));
    }

    private static void give(long line, String text, Rows rows) throws IOException {
        try (var reader = new VCardReader(text)) {
            var card = read(reader);
            if (card == null) {
                rows.fault(line, List.of(), "The card that begins in this line cannot be read.");
            } else {
                rows.row(line, values(card));
            }
        }
    }

    /** Null for what the library cannot make a card of, in whichever way it says so. */
    private static @Nullable VCard read(VCardReader reader) throws IOException {
        try {
            return reader.readNext();
        } catch (RuntimeException _) {
            return null; // said by the caller, with the line
        }
    }

    private static List<String> values(VCard card) {
        var values = new ArrayList<String>();
        values.add(text(card.getUid()));
        values.add(text(card.getFormattedName()));
        name(card.getStructuredName(), values);
        organisation(card.getOrganization(), values);
        values.add(card.getTitles().stream().map(VcardFile::text).findFirst().orElse(""));
        var emails = preferred(card.getEmails()).map(Email::getValue).filter(Objects::nonNull).toList();
        values.add(emails.isEmpty() ? "" : emails.getFirst());
        values.add(String.join(";", emails.stream().skip(1).toList()));
        phones(card, values);
        address(card, values);
        values.add(card.getLanguages().stream().map(VcardFile::text).findFirst().orElse(""));
        values.add(card.getTimezone() == null ? "" : or(card.getTimezone().getText(), ""));
        values.add(card.getUrls().stream().map(VcardFile::text).findFirst().orElse(""));
        values.add(String.join("\n", card.getNotes().stream().map(Note::getValue).filter(Objects::nonNull).toList()));
        values.add(card.getCategories() == null ? "" : String.join(";", card.getCategories().getValues()));
        return values;
    }

    private static void name(@Nullable StructuredName name, List<String> values) {
        values.add(name == null ? "" : or(name.getFamily(), ""));
        values.add(name == null ? "" : or(name.getGiven(), ""));
    }

    private static void organisation(@Nullable Organization organisation, List<String> values) {
        var parts = organisation == null ? List.<String>of() : organisation.getValues();
        values.add(parts.isEmpty() ? "" : parts.getFirst());
        values.add(parts.size() < 2 ? "" : parts.get(1));
    }

    private static void phones(VCard card, List<String> values) {
        var all = preferred(card.getTelephoneNumbers()).toList();
        var fax = first(all, it -> it.getTypes().contains(TelephoneType.FAX));
        var mobile = first(all, it -> it.getTypes().contains(TelephoneType.CELL));
        var work = all.stream().filter(it -> it != fax && it != mobile && !it.getTypes().contains(TelephoneType.FAX))
                .min(Comparator.comparing(it -> !it.getTypes().contains(TelephoneType.WORK))).orElse(null);
        values.add(number(work));
        values.add(number(mobile));
        values.add(String.join(";", all.stream().filter(it -> it != fax && it != mobile && it != work).map(VcardFile::number).filter(it -> !it.isEmpty()).toList()));
        values.add(number(fax));
    }

    private static @Nullable Telephone first(List<Telephone> phones, java.util.function.Predicate<Telephone> which) {
        return phones.stream().filter(which).findFirst().orElse(null);
    }

    private static String number(@Nullable Telephone phone) {
        if (phone == null) {
            return "";
        }
        return phone.getUri() == null ? or(phone.getText(), "") : phone.getUri().getNumber();
    }

    private static void address(VCard card, List<String> values) {
        var address = card.getAddresses().stream().min(Comparator.comparing(it -> !it.getTypes().contains(ezvcard.parameter.AddressType.WORK))).orElseGet(Address::new);
        values.add(String.join(", ", Stream.of(address.getStreetAddressFull(), address.getExtendedAddressFull(), address.getPoBox()).filter(it -> it != null && !it.isBlank()).toList()));
        values.add(or(address.getLocality(), ""));
        values.add(or(address.getRegion(), ""));
        values.add(or(address.getPostalCode(), ""));
        values.add(or(address.getCountry(), ""));
    }

    /** Those marked as preferred first, in the way of 3.0 and of 4.0. */
    private static <T extends VCardProperty> Stream<T> preferred(List<T> properties) {
        return properties.stream().sorted(Comparator.comparing((T it) -> {
            var pref = it.getParameter("PREF");
            var old = it.getParameters("TYPE").stream().anyMatch(type -> type.equalsIgnoreCase("pref"));
            return old ? 0 : pref == null || !pref.matches("\\d{1,3}") ? 1_000 : Integer.parseInt(pref);
        }));
    }

    private static String text(@Nullable TextProperty property) {
        return property == null ? "" : or(property.getValue(), "");
    }

    private static String text(ezvcard.property.@Nullable Uid property) {
        return property == null ? "" : or(property.getValue(), "");
    }

    private static String or(@Nullable String value, String other) {
        return value == null ? other : value;
    }
}
