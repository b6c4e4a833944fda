package rapport.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import rapport.kernel.Viewer;

/** What a module puts into an export of everything. Need-to-know text is no part of it. */
public interface ExportSource {

    interface Lines {
        void add(String json) throws IOException;
    }

    interface Table {

        /** The file in the archive: {@code crm/contact}. */
        String name();

        /** One JSON object a record, in a stable order; in the caller's transaction. */
        void write(Lines lines, Viewer viewer) throws IOException;
    }

    interface Writing {
        void write(Lines lines) throws IOException;
    }

    static Table table(String name, Writing writing) {
        return new Table() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void write(Lines lines, Viewer viewer) throws IOException {
                writing.write(lines);
            }
        };
    }

    /** @param name in the archive: {@code files/0196…/offer.pdf} */
    record File(String name, Path content) {}

    List<Table> tables(Viewer viewer);

    default List<File> files(Viewer viewer) {
        return List.of();
    }
}
