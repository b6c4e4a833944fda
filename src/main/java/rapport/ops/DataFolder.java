package rapport.ops;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The one folder that holds everything this installation knows: database, files, secrets, logs. Only its owner may look in. */
public final class DataFolder {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path root;

    private DataFolder(Path root) {
        this.root = root;
    }

    public static DataFolder at(Path path) {
        var root = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            PrivateFiles.folder(root);
            var folder = new DataFolder(root);
            for (var name : new String[] {"pg", "files", "secrets", "logs", "backups", "run"}) {
                PrivateFiles.folder(root.resolve(name));
            }
            return folder;
        } catch (IOException e) {
            throw new CannotRun("The data folder %s cannot be used: %s. Give a folder you may write to with --data."
                    .formatted(root, e.getMessage()), e);
        }
    }

    public Path root() {
        return root;
    }

    public Path pg() {
        return root.resolve("pg");
    }

    public Path files() {
        return root.resolve("files");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path run() {
        return root.resolve("run");
    }

    /** A secret of this installation, made when first asked for: 256 random bits as base64url text. */
    public String secret(String name) {
        var file = root.resolve("secrets").resolve(name);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            var bytes = new byte[32];
            RANDOM.nextBytes(bytes);
            var made = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            PrivateFiles.write(file, made);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("The secret %s cannot be read".formatted(file), e);
        }
    }

    /** The lock of whoever runs on this folder, or nothing while somebody else does. It goes with the process, however that ends. */
    public Optional<Occupation> occupy(String as) {
        try {
            var channel = FileChannel.open(run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            PrivateFiles.write(run().resolve("occupant"), as + " " + ProcessHandle.current().pid());
            return Optional.of(new Occupation(channel, lock));
        } catch (IOException e) {
            throw new CannotRun("The data folder %s cannot be locked: %s".formatted(root, e.getMessage()), e);
        }
    }

    /** Who holds the folder, as {@code "server 1234"} or {@code "command 1234"}; only meaningful while it is occupied. */
    public String occupant() {
        try {
            return Files.readString(run().resolve("occupant")).strip();
        } catch (IOException e) {
            return "unknown"; // between taking the lock and writing the name
        }
    }

    /** Being the one process on a data folder. */
    public record Occupation(FileChannel channel, FileLock lock) implements AutoCloseable {

        @Override
        public void close() {
            try {
                lock.release();
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Files and folders that only their owner may read. */
    static final class PrivateFiles {

        private PrivateFiles() {}

        static void folder(Path folder) throws IOException {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }

        /** All or nothing: whoever reads sees the old text or the new one. */
        static void write(Path file, String text) throws IOException {
            var draft = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, text);
            Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
        }
    }
}
