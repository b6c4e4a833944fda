package rapport.crm.web;

import static rapport.crm.web.KindConverter.KIND;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Edits;
import rapport.crm.record.Field;
import rapport.crm.record.Fields;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.crm.record.RecordList;
import rapport.crm.record.Records;
import rapport.crm.record.Saved;
import rapport.crm.record.Type;
import rapport.crm.record.Unfit;
import rapport.crm.record.Views;
import rapport.kernel.Stale;
import rapport.kernel.Viewer;
import rapport.web.Cursor;
import rapport.web.ListJson;

/** Every kind of record for programs, through the same services as the pages. */
@RestController
@RequestMapping("/api/v1/" + KIND)
class RecordApi {

    private record Ref(UUID id, @Nullable String name) {}

    private final Records records;
    private final RecordList list;
    private final Fields fields;
    private final Views views;
    private final Names names;

    RecordApi(Records records, RecordList list, Fields fields, Views views, Names names) {
        this.records = records;
        this.list = list;
        this.fields = fields;
        this.views = views;
        this.names = names;
    }

    /** In one transaction, as the page is: each costs three messages to the database. */
    @GetMapping
    @Transactional(readOnly = true)
    ListJson<Map<String, @Nullable Object>> index(@PathVariable Kind kind, ListAddress wanted, @RequestParam(defaultValue = "50") int limit, Viewer viewer) {
        var from = wanted.mustBe(views.of(kind, viewer));
        var whole = new ListAddress(wanted.view(), wanted.filter() == null && wanted.view() == null ? "" : wanted.filter(), wanted.find(), wanted.sort(), wanted.columns(), wanted.after());
        var query = whole.toQuery(kind, from, Cursor.limit(limit));
        var page = list.page(query, viewer);
        var shown = query.columns().stream().map(fields.of(kind)::get).toList();
        return new ListJson<>(page.items().stream().map(it -> json(it, shown, page.names())).toList(), ListAddress.cursor(page.next()), page.total(), page.totalIsExact());
    }

    private static Map<String, @Nullable Object> json(RecordList.Row row, List<Field> shown, Map<UUID, String> called) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", row.id());
        json.put("version", row.version());
        json.put("label", row.title());
        for (var field : shown) {
            var value = row.values().get(field.name());
            json.put(field.name(), value instanceof UUID id ? new Ref(id, called.get(id)) : value);
        }
        return json;
    }

    @PostMapping
    ResponseEntity<Map<String, @Nullable Object>> add(@PathVariable Kind kind, @RequestBody Map<String, @Nullable Object> body, Viewer viewer) {
        return answer(records.add(kind, edits(body), viewer), HttpStatus.CREATED, viewer);
    }

    @GetMapping("/{id}")
    ResponseEntity<Map<String, @Nullable Object>> show(@PathVariable Kind kind, @PathVariable UUID id, Viewer viewer) {
        return answer(records.read(kind, id, viewer), HttpStatus.OK, viewer);
    }

    /** Only the fields that are named. With {@code If-Match} it is refused as soon as anybody changed anything since. */
    @PatchMapping("/{id}")
    ResponseEntity<Map<String, @Nullable Object>> change(@PathVariable Kind kind, @PathVariable UUID id, @RequestBody Map<String, @Nullable Object> body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match, Viewer viewer) {
        var before = records.read(kind, id, viewer);
        mustMatch(match, before);
        return switch (records.change(kind, id, edits(body).on(match == null ? null : Integer.valueOf(before.version())), viewer)) {
            case Saved.Done(var after) -> answer(after, HttpStatus.OK, viewer);
            case Saved.Clashing(var theirs, _) -> throw stale(theirs);
        };
    }

    /** Into the bin. */
    @DeleteMapping("/{id}")
    ResponseEntity<Void> bin(@PathVariable Kind kind, @PathVariable UUID id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match, Viewer viewer) {
        mustMatch(match, records.read(kind, id, viewer));
        records.bin(kind, id, viewer);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/restoration")
    ResponseEntity<Map<String, @Nullable Object>> restore(@PathVariable Kind kind, @PathVariable UUID id, Viewer viewer) {
        return answer(records.restore(kind, id, viewer), HttpStatus.OK, viewer);
    }

    private static void mustMatch(@Nullable String match, CrmRecord record) {
        if (match != null && !match.strip().equals("*") && !List.of(match.split("\\s*,\\s*")).contains("\"" + record.version() + "\"")) {
            throw stale(record);
        }
    }

    private static Stale stale(CrmRecord theirs) {
        return new Stale("crm.stale", "The %s was changed meanwhile; it has version %d now. Read it again, then send what should change.".formatted(theirs.kind().word(), theirs.version()));
    }

    private ResponseEntity<Map<String, @Nullable Object>> answer(CrmRecord it, HttpStatus status, Viewer viewer) {
        var fieldset = fields.of(it.kind());
        var called = names.of(Inputs.references(fieldset, it), viewer);
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", it.id());
        json.put("version", it.version());
        json.put("label", names.title(it, viewer)); // "title" is a field: what stands on somebody's card
        for (var field : fieldset.all()) {
            if (field.way() != Field.Way.COUNTED) {
                json.put(field.name(), value(field, it, called));
            }
        }
        return ResponseEntity.status(status).eTag("\"" + it.version() + "\"").body(json);
    }

    private static @Nullable Object value(Field field, CrmRecord it, Map<UUID, String> called) {
        var value = it.get(field.column());
        if (value == null) {
            return field.type().isMany() ? List.of() : null;
        }
        return field.type().isReference() ? new Ref(UUID.fromString(value.toString()), called.get(UUID.fromString(value.toString()))) : field.type() == Type.MOMENT ? it.moment(field.column()).orElseThrow() : value;
    }

    /** A reference may come as it was given: an object with its id. */
    private static Edits edits(Map<String, @Nullable Object> body) {
        var values = new LinkedHashMap<String, List<String>>();
        body.forEach((name, value) -> values.put(name, switch (value) {
            case null -> List.of();
            case List<?> many -> new ArrayList<>(many.stream().map(String::valueOf).toList());
            case Map<?, ?> ref when ref.get("id") != null -> List.of(String.valueOf(ref.get("id")));
            case Map<?, ?> _ -> throw new Unfit(name, "A value, or an object with an id");
            default -> List.of(value.toString());
        }));
        return Edits.of(values);
    }
}
