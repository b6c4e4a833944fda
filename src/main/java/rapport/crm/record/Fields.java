package rapport.crm.record;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Remembered;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;

/** Which fields records have: those they come with, and those a workspace has invented. */
@Service
@Transactional
public class Fields {

    /** What may be invented; enough for what teams keep in spreadsheets. */
    public static final List<Type> INVENTABLE = List.of(Type.TEXT, Type.NUMBER, Type.MONEY, Type.DATE, Type.CHOICE, Type.PERSON, Type.YES_NO);

    private static final int MOST = 60;

    private record Row(UUID id, Kind kind, String key, String label, Type type, String[] choices, int position) {

        Field field() {
            return Field.custom(kind, key, label, type, List.of(choices));
        }
    }

    private final Remembered<Kind, Fieldset> known = new Remembered<>();
    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    Fields(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Fieldset of(Kind kind) {
        return known.get(kind, this::read);
    }

    private Fieldset read(Kind kind) {
        return Fieldset.of(kind, jdbc.sql("select id, kind, key, label, type, choices, position from crm.custom_field where kind = :kind and retired_at is null order by position, key limit 100")
                .param("kind", kind.name()).query((row, _) -> read(row)).list().stream().map(Row::field).toList());
    }

    private static Row read(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Row(row.getObject("id", UUID.class), Kind.valueOf(row.getString("kind")), row.getString("key"), row.getString("label"), Type.valueOf(row.getString("type")),
                (String[]) row.getArray("choices").getArray(), row.getInt("position"));
    }

    /** What those that were retired were called, by name. */
    @Transactional(readOnly = true)
    public Map<String, String> retired(Kind kind) {
        return jdbc.sql("select 'custom.' || key as name, label from crm.custom_field where kind = :kind and retired_at is not null").param("kind", kind.name())
                .query((row, _) -> Map.entry(row.getString("name"), row.getString("label"))).stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The key follows from the label and never changes, so that addresses and files that name it go on working. */
    public Field invent(Kind kind, String label, Type type, List<String> choices, Viewer viewer) {
        viewer.mustAdminister();
        var words = choices.stream().map(String::strip).filter(it -> !it.isEmpty()).distinct().toList();
        if (label.isBlank() || label.length() > 80) {
            throw new Unfit("label", "A field has a name of at most 80 characters");
        }
        if (!INVENTABLE.contains(type)) {
            throw new Unfit("type", "A field is text, number, money, date, choice, person or yes/no");
        }
        if (type == Type.CHOICE && words.size() < 2) {
            throw new Unfit("choices", "A choice has at least two answers, one a line");
        }
        var fields = of(kind);
        if (fields.all().stream().filter(Field::isCustom).count() >= MOST) {
            throw new Refused("crm.too-many-fields", "%s have %d fields of your own already. Retire one that nobody fills in.".formatted(kind.many(), MOST));
        }
        var key = key(label);
        if (fields.all().stream().anyMatch(it -> it.label().equalsIgnoreCase(label.strip()))) {
            throw new Unfit("label", "%s have a field of this name already".formatted(kind.many()));
        }
        try {
            jdbc.sql("insert into crm.custom_field (id, kind, key, label, type, choices, position) values (:id, :kind, :key, :label, :type, :choices, (select coalesce(max(position) + 1, 0) from crm.custom_field where kind = :kind))")
                    .param("id", Ids.next(clock, it -> it)).param("kind", kind.name()).param("key", key).param("label", label.strip()).param("type", type.name())
                    .param("choices", words.toArray(String[]::new)).update();
        } catch (DuplicateKeyException e) {
            throw new Unfit("label", "A field of this name was retired once. Give it another name, so that old values are not taken for new ones");
        }
        known.forget();
        audit.record("crm.field.invented", kind.word() + "." + key, Map.of("label", label.strip(), "type", type.name()), viewer);
        return Field.custom(kind, key, label.strip(), type, words);
    }

    /** Not offered any more; what was written stays in records, history and exports. */
    public void retire(Kind kind, String key, Viewer viewer) {
        viewer.mustAdminister();
        var retired = jdbc.sql("update crm.custom_field set retired_at = :now where kind = :kind and key = :key and retired_at is null")
                .param("now", Utc.of(clock.instant())).param("kind", kind.name()).param("key", key).update();
        if (retired == 0) {
            throw new NotFound("crm.field-not-found", "There is no field " + key);
        }
        known.forget();
        audit.record("crm.field.retired", kind.word() + "." + key, Map.of(), viewer);
    }

    private static String key(String label) {
        var plain = java.text.Normalizer.normalize(label.strip(), java.text.Normalizer.Form.NFKD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        var key = plain.isEmpty() || !Character.isLetter(plain.charAt(0)) ? "field_" + plain : plain;
        return key.length() > 60 ? key.substring(0, 60) : key;
    }
}
