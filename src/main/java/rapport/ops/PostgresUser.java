package rapport.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Under whose name PostgreSQL runs: it refuses to be root. Root therefore starts it in a user namespace of its own, in
 * which the files keep belonging to root; where the kernel forbids that, as "nobody", to whom the folder is handed over.
 */
sealed interface PostgresUser {

    String NOBODY = "65534";

    /** The command as this user may run it. */
    List<String> running(List<String> command);

    /** Lets this user through to the database's folder. */
    default void reach(DataFolder data) throws IOException {}

    /** Makes the folder this user's own, if it is not yet. */
    default void own(Path folder) throws IOException {}

    record Ourselves() implements PostgresUser {
        @Override
        public List<String> running(List<String> command) {
            return command;
        }
    }

    record RootInItsOwnNamespace() implements PostgresUser {
        @Override
        public List<String> running(List<String> command) {
            return prefixed(List.of("unshare", "-U"), command);
        }
    }

    record Nobody() implements PostgresUser {
        @Override
        public List<String> running(List<String> command) {
            return prefixed(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), command);
        }

        @Override
        public void reach(DataFolder data) throws IOException {
            for (var folder : List.of(data.root(), data.pg(), data.logs())) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            }
        }

        @Override
        public void own(Path folder) throws IOException {
            try (var files = Files.walk(folder)) {
                for (var file : files.toList()) {
                    Files.setAttribute(file, "unix:uid", Integer.valueOf(NOBODY), java.nio.file.LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    static PostgresUser here() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new Ourselves();
        }
        return succeeds("unshare", "-U", "true") ? new RootInItsOwnNamespace() : new Nobody();
    }

    private static boolean succeeds(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program: the answer is no
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> prefixed(List<String> prefix, List<String> command) {
        var whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }
}
