package rapport.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Viewer;
import tools.jackson.databind.json.JsonMapper;

/**
 * A workspace as one archive: a file of JSON lines for each kind of record, the files that belong to them, and a manifest with the count and
 * SHA-256 of each. All of it as it stood at one moment.
 */
@Service
public class WholeExport {

    /** @param lines null for a file that belongs to a record */
    record Entry(String name, @org.jspecify.annotations.Nullable Long lines, long bytes, String sha256) {}

    private final List<ExportSource> sources;
    private final JsonMapper json;
    private final Clock clock;

    WholeExport(List<ExportSource> sources, JsonMapper json, Clock clock) {
        this.sources = sources;
        this.json = json;
        this.clock = clock;
    }

    /** @return how many records it holds */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public long write(OutputStream out, Viewer viewer) throws IOException {
        viewer.mustAdminister();
        var entries = new java.util.ArrayList<Entry>();
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (var source : sources) {
            for (var table : source.tables(viewer)) {
                entries.add(entry(zip, table.name() + ".jsonl", body -> {
                    var count = new long[1];
                    table.write(line -> {
                        body.write(line.getBytes(StandardCharsets.UTF_8));
                        body.write('\n');
                        count[0]++;
                    }, viewer);
                    return count[0];
                }));
            }
            for (var file : source.files(viewer)) {
                entries.add(entry(zip, file.name(), body -> {
                    Files.copy(file.content(), body);
                    return null;
                }));
            }
        }
        zip.putNextEntry(new ZipEntry("manifest.json"));
        var manifest = new LinkedHashMap<String, Object>(Map.of("format", 1, "workspace", viewer.workspace().toString(), "at", clock.instant().toString(), "entries", entries));
        zip.write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
        zip.closeEntry();
        zip.finish();
        return entries.stream().filter(it -> it.lines != null).mapToLong(it -> it.lines).sum();
    }

    private interface Body {
        @org.jspecify.annotations.Nullable Long write(OutputStream out) throws IOException;
    }

    private static Entry entry(ZipOutputStream zip, String name, Body body) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        var digest = sha256();
        var counted = new Counted(new DigestOutputStream(new Unclosed(zip), digest));
        var lines = body.write(counted);
        counted.flush();
        zip.closeEntry();
        return new Entry(name, lines, counted.bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static final class Counted extends java.io.FilterOutputStream {

        private long bytes;

        Counted(OutputStream out) {
            super(new java.io.BufferedOutputStream(out, 1 << 16));
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int from, int length) throws IOException {
            out.write(buffer, from, length);
            bytes += length;
        }
    }

    /** An entry ends before the archive does. */
    private static final class Unclosed extends java.io.FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] buffer, int from, int length) throws IOException {
            out.write(buffer, from, length);
        }

        @Override
        public void close() {
            // the archive closes itself
        }
    }
}
