package rapport.imports.reading;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Finds out how the letters of a text file are written: UTF-8 if all of it is, else what Windows exports. */
final class Letters {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private Letters() {}

    static Charset of(Path file, byte[] head) throws IOException, Unreadable {
        if (head.length >= 2 && (head[0] == (byte) 0xff && head[1] == (byte) 0xfe || head[0] == (byte) 0xfe && head[1] == (byte) 0xff)) {
            return StandardCharsets.UTF_16;
        }
        for (var each : head) {
            if (each == 0) {
                throw new Unreadable(null, "This is no text file: it has zero bytes in it. Rapport takes CSV, XLSX and vCard.");
            }
        }
        return isUtf8(file) ? StandardCharsets.UTF_8 : WINDOWS; // any byte is a letter there
    }

    static String named(Charset letters) {
        return letters.equals(WINDOWS) ? "Windows-1252" : letters.name();
    }

    private static boolean isUtf8(Path file) throws IOException {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var bytes = ByteBuffer.allocate(1 << 16);
        var chars = CharBuffer.allocate(1 << 16);
        try (var channel = FileChannel.open(file)) {
            while (channel.read(bytes) >= 0) {
                bytes.flip();
                if (decoder.decode(bytes, chars.clear(), false).isError()) {
                    return false;
                }
                bytes.compact();
            }
        }
        return !decoder.decode(bytes.flip(), chars.clear(), true).isError();
    }
}
