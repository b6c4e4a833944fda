package rapport.crm.record;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rapport.kernel.Viewer;

/** Works out the fields of a kind that stand in no column. */
public interface Counting {

    Kind kind();

    /** By record and field name. */
    Map<UUID, Map<String, Object>> count(List<Field> fields, List<UUID> records, Viewer viewer);

    /** In SQL, true where the field says yes. */
    String condition(Field field, String alias, LocalDate today);
}
