package rapport.web;

import javax.sql.DataSource;
import java.sql.SQLException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the program lives, and whether it can serve. */
@RestController
class Probes {

    private final DataSource database;

    Probes(DataSource database) {
        this.database = database;
    }

    @GetMapping("/livez")
    String alive() {
        return "alive\n";
    }

    @GetMapping("/readyz")
    ResponseEntity<String> ready() {
        try (var connection = database.getConnection()) {
            return connection.isValid(2) ? ResponseEntity.ok("ready\n") : notReady();
        } catch (SQLException e) {
            return notReady();
        }
    }

    private static ResponseEntity<String> notReady() {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("the database does not answer\n");
    }
}
