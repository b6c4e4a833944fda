package rapport.support;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import rapport.crm.Pipelines;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Edits;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.crm.record.Saved;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Through;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;
import rapport.prospecting.paper.Letterheads;

/** Writes records into the book of the running test. */
@Component
public class Book {

    private final Records records;
    private final Pipelines pipelines;
    private final Letterheads letterheads;

    Book(Records records, Pipelines pipelines, Letterheads letterheads) {
        this.records = records;
        this.pipelines = pipelines;
        this.letterheads = letterheads;
    }

    /** Who writes and where they are: some laws let no mail go before that is known. */
    public void letterhead() {
        letterheads.set(new Letterheads.Letterhead("Northlight GmbH", "Hafenweg 1", "20457", "Hamburg", "DE", null, null, null, "A4"), new Viewer(Workspaces.current().orElseThrow(), new PersonId(UUID.randomUUID()), "Book", Role.ADMIN, ZoneOffset.UTC, Locale.ENGLISH, Through.COMMAND, "test"));
    }

    public CrmRecord add(Kind kind, Viewer by, @Nullable Object... namesAndValues) {
        return records.add(kind, Edits.of(namesAndValues), by);
    }

    public UUID account(String name, Viewer by) {
        return add(Kind.ACCOUNT, by, "name", name).id();
    }

    /** In the stage "Engaging". */
    public UUID opportunity(@Nullable PersonId owner, Viewer by) {
        return opportunity(owner, "Engaging", null, null, by);
    }

    public UUID opportunity(@Nullable PersonId owner, String stage, @Nullable Object amount, @Nullable LocalDate closes, Viewer by) {
        return add(Kind.OPPORTUNITY, by, "owner", owner, "stage", stage(stage, by), "engagedOn", closes, "closesOn", closes, "amount", amount).id();
    }

    public UUID stage(String name, Viewer by) {
        return pipelines.all(by).stream().flatMap(it -> it.stages().stream()).filter(it -> it.name().equals(name)).findFirst().orElseThrow().id();
    }

    public CrmRecord change(CrmRecord record, Viewer by, @Nullable Object... namesAndValues) {
        return ((Saved.Done) records.change(record.kind(), record.id(), Edits.of(namesAndValues), by)).record();
    }
}
