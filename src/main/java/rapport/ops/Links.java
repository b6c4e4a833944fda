package rapport.ops;

import java.io.IOException;
import java.nio.file.Files;

/** Where this installation is found: RAPPORT_URL, else where it served last, else where it will. */
final class Links {

    private Links() {}

    static String root(DataFolder data) {
        return Installation.environment("RAPPORT_URL").orElseGet(() -> {
            try {
                return Files.readString(data.run().resolve("address")).strip();
            } catch (IOException e) {
                return "http://localhost:" + Installation.environment("RAPPORT_PORT").orElse("8080"); // never started yet
            }
        });
    }
}
