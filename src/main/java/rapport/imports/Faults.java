package rapport.imports;

import java.util.List;

/** Told what could not be read. */
interface Faults {

    /** The row stays out. @param values as they stand in the file, so that it can be mended */
    void row(Bound file, long line, List<String> values, String sentence);

    /** One value stays out. */
    void value(Bound file, long line, String sentence);
}
