package rapport.crm.web;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rapport.crm.record.Field;
import rapport.crm.record.Kind;
import rapport.crm.record.RecordList;
import rapport.crm.record.Type;
import rapport.kernel.PersonId;
import rapport.web.Badge;
import rapport.web.Say;
import rapport.web.Table.Cell;
import rapport.web.Tone;
import rapport.web.Who;

/** The cells of a list, whose addresses are put together without a format, for a page has hundreds. @param changes whether the reader may change what they show */
record Cells(Kind kind, Words words, boolean changes) {

    Cell of(Field field, RecordList.Row row) {
        var shown = shown(field, row);
        return changes && field.isWritten() && field.type() != Type.LONG_TEXT && !field.type().isMany()
                ? new Cell.Editable(shown, "/" + kind.path() + "/" + row.id() + "/fields/" + field.name()) : shown;
    }

    Cell shown(Field field, RecordList.Row row) {
        var value = row.values().get(field.name());
        if (field.name().equals("stageSince") && kind == Kind.OPPORTUNITY) {
            return inStage(row);
        }
        if (value == null) {
            return field.type() == Type.MONEY ? new Cell.Unknown(true) : new Cell.None(field.type().isNumber());
        }
        if (field.type() == Type.PERSON && value instanceof UUID id) {
            var name = words.names().get(id);
            return name == null ? new Cell.None(false) : new Cell.Person(Who.of(new PersonId(id), name), null, null);
        }
        if (field.type() == Type.RECORD && value instanceof UUID id && words.names().get(id) instanceof String name) {
            return new Cell.Link(name, "/" + java.util.Objects.requireNonNull(field.refers()).path() + "/" + id, null);
        }
        if (field.name().equals("closesOn") && value instanceof LocalDate day && day.isBefore(words.today()) && row.values().get("outcome") == null) {
            return new Cell.Pill(Badge.of(Say.day(day, words.today()), Tone.LATE));
        }
        var text = words.of(field, value, currency(field, row));
        return field.type().isNumber() ? Cell.number(text) : Cell.text(text);
    }

    private static @Nullable Object currency(Field field, RecordList.Row row) {
        var unit = Words.currencyOf(field);
        return unit == null ? null : row.values().get(unit);
    }

    /** Amber once it is longer than usual for what was won from there. */
    private Cell inStage(RecordList.Row row) {
        if (!(row.values().get("stageSince") instanceof LocalDate since) || row.values().get("outcome") != null) {
            return new Cell.None(true);
        }
        var days = Say.days(ChronoUnit.DAYS.between(since, words.today()));
        return Boolean.TRUE.equals(row.values().get("stuck")) ? new Cell.Pill(new Badge(days, Tone.WARN, null)) : Cell.number(days);
    }
}
