package rapport.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a bundled server, told once, for each of its starts costs seconds. */
class EmbeddedPostgresTests {

    @TempDir Path folder;

    @Test
    void itKeepsWhatWasCommittedThroughStopsAndKills() throws Exception {
        var data = DataFolder.at(folder.resolve("data"));
        var server = EmbeddedPostgres.start(data);
        var url = server.url();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root()))).isEqualTo("rwx------");
        assertThat(shown(server, "fsync")).isEqualTo("on");
        assertThat(shown(server, "synchronous_commit")).isEqualTo("on");
        assertThat(shown(server, "data_checksums")).isEqualTo("on");
        assertThat(shown(server, "listen_addresses")).isEqualTo("127.0.0.1");
        execute(server, "create table kept (word text); insert into kept values ('once')");

        var adopted = EmbeddedPostgres.start(data);
        assertThat(adopted.url()).as("the server that still runs is taken over").isEqualTo(url);
        adopted.stop();

        var again = EmbeddedPostgres.start(data);
        assertThat(again.url()).as("the port is remembered").isEqualTo(url);
        execute(again, "insert into kept values ('twice')");
        killEverything(data);

        var recovered = EmbeddedPostgres.start(data);
        assertThat(words(recovered)).isEqualTo("once twice");
        recovered.stop();
    }

    @Test
    void oneFolderHasOneOccupant() {
        var data = DataFolder.at(folder.resolve("shared"));
        try (var first = data.occupy("server").orElseThrow()) {
            assertThat(first.lock().isValid()).isTrue();
            assertThatThrownBy(() -> data.occupy("command")).isInstanceOf(java.nio.channels.OverlappingFileLockException.class);
            assertThat(data.occupant()).startsWith("server");
        }
        assertThat(data.occupy("command")).isPresent();
    }

    @Test
    void aFolderThatCannotBeUsedIsASentence() throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataFolder.at(file.resolve("data"))).isInstanceOf(CannotRun.class).hasMessageContaining("--data");
    }

    private static void killEverything(DataFolder data) throws IOException, InterruptedException {
        var postmaster = Files.readAllLines(data.pg().resolve("cluster/postmaster.pid")).getFirst().strip();
        var process = ProcessHandle.of(Long.parseLong(postmaster)).orElseThrow();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    private static String shown(EmbeddedPostgres server, String setting) throws SQLException {
        try (var connection = server.superuser("rapport"); var answer = connection.createStatement().executeQuery("show " + setting)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static String words(EmbeddedPostgres server) throws SQLException {
        try (var connection = server.superuser("rapport");
                var answer = connection.createStatement().executeQuery("select string_agg(word, ' ' order by word) from kept")) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (var connection = server.superuser("rapport"); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
