package rapport.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** One line of the audit log as it is stored. @param digest SHA-256 of the salted values, 32 bytes */
record AuditEntry(UUID id, Instant at, UUID actor, String action, String subject, String through, String origin, byte[] digest) {

    /** What a seal is computed over: every field, each behind its length, so that no two entries have the same bytes. */
    byte[] leaf() {
        var bytes = new ByteArrayOutputStream();
        for (var field : new byte[][] {
            text(id.toString()), text(String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, at))), text(actor.toString()),
            text(action), text(subject), text(through), text(origin), digest
        }) {
            bytes.writeBytes(ByteBuffer.allocate(4).putInt(field.length).array());
            bytes.writeBytes(field);
        }
        return Digests.sha256(bytes.toByteArray());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
