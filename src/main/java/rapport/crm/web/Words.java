package rapport.crm.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rapport.crm.record.Field;
import rapport.crm.record.Phones;
import rapport.kernel.Money;
import rapport.kernel.Viewer;
import rapport.web.Say;

/** What a field holds, in the words people read. @param names of everything referred to */
record Words(Map<UUID, String> names, Viewer viewer, Clock clock) {

    /** Null when nothing is known. @param currency of an amount of money */
    @Nullable String of(Field field, @Nullable Object value, @Nullable Object currency) {
        return switch (value) {
            case null -> null;
            case List<?> many -> many.isEmpty() ? null : many.stream().map(it -> field.labelOf(it.toString()).orElse(it.toString())).collect(Collectors.joining(", "));
            case Boolean yes -> yes ? "Yes" : "No";
            case LocalDate day -> Say.day(day, today());
            case Instant moment -> Say.moment(moment, viewer, clock);
            case UUID id -> names.getOrDefault(id, "no longer known");
            default -> ofText(field, value.toString(), currency);
        };
    }

    private String ofText(Field field, String text, @Nullable Object currency) {
        return switch (field.type()) {
            case MONEY -> currency == null ? Say.number(new BigDecimal(text)) : Say.money(Money.of(new BigDecimal(text), currency.toString()));
            case NUMBER -> field.column().equals("founded") ? text : Say.number(new BigDecimal(text));
            case DATE -> Say.day(LocalDate.parse(text), today());
            case MOMENT -> Say.moment(java.time.OffsetDateTime.parse(text).toInstant(), viewer, clock);
            case CHOICE -> field.labelOf(text).orElse(text);
            case PHONE -> Phones.shown(text);
            case PERSON, TEAM, PIPELINE, STAGE, RECORD -> text.length() == 36 ? names.getOrDefault(UUID.fromString(text), "no longer known") : text;
            case YES_NO -> text.equals("true") ? "Yes" : "No";
            default -> text;
        };
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), viewer.zone());
    }

    /** The field that says in which currency an amount is. */
    static @Nullable String currencyOf(Field field) {
        return switch (field.name()) {
            case "amount", "listPrice" -> "currency";
            case "revenue" -> "revenueCurrency";
            default -> null;
        };
    }
}
