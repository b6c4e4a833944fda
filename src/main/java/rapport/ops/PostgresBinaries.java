package rapport.ops;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs that come in our jar, unpacked once beside the data they work on. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The folder that holds {@code bin/postgres}; named after its content, so that a new version does not overwrite a running one. */
    static Path unpackedIn(Path pg) {
        try {
            var archives = new PathMatchingResourcePatternResolver().getResources("classpath*:postgres-*.txz");
            if (archives.length == 0) {
                throw new CannotRun("This build has no PostgreSQL for %s on %s. Set RAPPORT_DATABASE_URL to use your own (15 or newer)."
                        .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
            }
            try (var archive = archives[0].getInputStream()) {
                var home = pg.resolve("programs-" + fingerprint(archive));
                if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                    try (var again = archives[0].getInputStream()) {
                        unpack(again, home);
                    }
                }
                return home;
            }
        } catch (IOException e) {
            throw new CannotRun("PostgreSQL cannot be unpacked into %s: %s".formatted(pg, e.getMessage()), e);
        }
    }

    private static String fingerprint(InputStream archive) throws IOException {
        try (var digest = new DigestInputStream(archive, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Into a draft first: a half unpacked server must not be taken for a whole one. */
    private static void unpack(InputStream archive, Path home) throws IOException {
        var draft = home.resolveSibling(home.getFileName() + ".new");
        delete(draft);
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                place(entry, tar, draft);
            }
        }
        delete(home);
        Files.move(draft, home);
    }

    private static void place(TarArchiveEntry entry, InputStream content, Path draft) throws IOException {
        var target = draft.resolve(entry.getName()).normalize();
        if (!target.startsWith(draft)) {
            throw new IOException("The archive reaches outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(target.getParent());
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(target.getParent());
            Files.copy(content, target);
            var executable = (entry.getMode() & 0b001_000_000) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var files = Files.walk(tree)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
