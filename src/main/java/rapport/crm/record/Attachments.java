package rapport.crm.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.Refused;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;

/** Files that belong to records: seen by whoever sees the record. Bytes come first and the row after, so that no row is without its bytes. */
@Service
@Transactional
public class Attachments {

    public static final long MOST_BYTES = 25L << 20;

    /** What a file's ending says it is; all else is a heap of bytes. Nothing is ever shown by the browser itself. */
    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("pdf", "application/pdf"), Map.entry("png", "image/png"), Map.entry("jpg", "image/jpeg"), Map.entry("jpeg", "image/jpeg"),
            Map.entry("txt", "text/plain"), Map.entry("csv", "text/csv"), Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), Map.entry("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            Map.entry("eml", "message/rfc822"), Map.entry("zip", "application/zip"));

    public record Attachment(UUID id, Kind kind, UUID record, String name, String type, long size, UUID addedBy, Instant addedAt) {}

    private final Records records;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Path data;

    Attachments(Records records, Audit audit, JdbcClient jdbc, Clock clock, @Value("${rapport.data:data}") Path data) {
        this.records = records;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
        this.data = data;
    }

    /** Newest first, at most a hundred. */
    @Transactional(readOnly = true)
    public List<Attachment> of(Kind kind, UUID record, Viewer viewer) {
        records.readAny(kind, record, viewer);
        return jdbc.sql("select id, kind, record, name, type, size, added_by, added_at from crm.attachment where record = :record and taken_at is null order by added_at desc, id limit 100")
                .param("record", record).query(Attachment.class).list();
    }

    public Attachment add(Kind kind, UUID record, String name, InputStream content, Viewer viewer) {
        var of = records.read(kind, record, viewer);
        maySell(viewer);
        if (!kind.merges() && kind != Kind.OPPORTUNITY) {
            throw new Refused("crm.attachment-kind", "Files belong to accounts, contacts, leads and opportunities.");
        }
        var called = called(name);
        var id = Ids.next(clock, it -> it);
        var digest = sha256();
        var size = store(id, content, digest);
        jdbc.sql("insert into crm.attachment (id, kind, record, name, type, size, digest, added_by, added_at) values (:id, :kind, :record, :name, :type, :size, :digest, :by, :now)")
                .param("id", id).param("kind", kind.name()).param("record", of.id()).param("name", called).param("type", type(called)).param("size", size).param("digest", digest.digest())
                .param("by", viewer.id().value()).param("now", Utc.of(clock.instant())).update();
        audit.record("crm.attachment.added", id.toString(), Map.of("record", record.toString(), "name", called, "size", size), viewer);
        return attachment(id, viewer);
    }

    /** @throws NotFound also when the viewer does not see the record it belongs to */
    @Transactional(readOnly = true)
    public Attachment attachment(UUID id, Viewer viewer) {
        var found = jdbc.sql("select id, kind, record, name, type, size, added_by, added_at from crm.attachment where id = :id and taken_at is null").param("id", id).query(Attachment.class).optional()
                .orElseThrow(() -> new NotFound("crm.attachment-not-found", "There is no file " + id));
        records.readAny(found.kind, found.record, viewer);
        return found;
    }

    @Transactional(readOnly = true)
    public Path bytes(UUID id, Viewer viewer) {
        return file(attachment(id, viewer).id);
    }

    /** Off the record; the bytes stay in the folder, so that it can be put back. */
    public Attachment take(UUID id, Viewer viewer) {
        var it = attachment(id, viewer);
        maySell(viewer);
        jdbc.sql("update crm.attachment set taken_at = :now where id = :id").param("now", Utc.of(clock.instant())).param("id", id).update();
        audit.record("crm.attachment.taken", id.toString(), Map.of("record", it.record.toString(), "name", it.name), viewer);
        return it;
    }

    private long store(UUID id, InputStream content, MessageDigest digest) {
        try {
            var file = file(id);
            Files.createDirectories(file.getParent());
            var part = Files.createTempFile(file.getParent(), "part", null);
            try (var in = new DigestInputStream(content, digest)) {
                var size = Files.copy(new Limited(in), part, StandardCopyOption.REPLACE_EXISTING);
                if (size == 0) {
                    throw new Refused("crm.attachment-empty", "The file is empty.");
                }
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                return size;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file cannot be kept in " + data, e);
        }
    }

    /** A folder for each workspace, and one for each two letters of the id. */
    private Path file(UUID id) {
        return file(data, id);
    }

    public static Path file(Path data, UUID id) {
        return data.resolve("files/attachments").resolve(Workspaces.current().orElseThrow().toString()).resolve(id.toString().substring(34)).resolve(id.toString());
    }

    private static String called(String name) {
        var plain = name.replaceAll(".*[/\\\\]", "").replaceAll("[\\p{Cntrl}\"]", "").strip();
        return plain.isEmpty() ? "file" : plain.length() > 200 ? plain.substring(plain.length() - 200) : plain;
    }

    private static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT), "application/octet-stream");
    }

    private static void maySell(Viewer viewer) {
        viewer.mustChange();
        if (!viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Files are added and taken away by reps, managers and administrators.");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Stops reading where it becomes too much. */
    private static final class Limited extends java.io.FilterInputStream {

        private long left = MOST_BYTES;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return counted(super.read(), 1);
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            var count = super.read(buffer, from, length);
            return counted(count, count);
        }

        private int counted(int answer, int count) {
            left -= answer < 0 ? 0 : count;
            if (left < 0) {
                throw new Refused("crm.attachment-too-big", "A file has at most 25 MB. Put larger ones where your team shares files, and note the link.");
            }
            return answer;
        }
    }
}
