package rapport.imports;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A file that something happened to on its way: a few bytes lost, doubled, turned or put in. */
final class Mutant {

    private static final List<byte[]> PUT_IN = List.of("\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", "\0", "\ufeff", "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "-", "'", "<script>", "../../etc/passwd",
            "9".repeat(40), "1e309", "NaN", "31.02.2026", "0000-00-00", "9999-12-31", "23:59:60", "€", "\ud83d\ude00", "\u202e", "é", "x".repeat(70_000), "\n\n\n\n", "BEGIN:VCARD\n", "END:VCARD\n", "N:;;;;\n",
            "EMAIL:@\n", "TEL:\n", "BDAY:99\n", "\\n", ";;;;;;;;", ",,,,,,,,,").stream().map(it -> it.getBytes(StandardCharsets.UTF_8)).toList();

    private Mutant() {}

    static byte[] of(byte[] good, Random random) {
        var bytes = good;
        for (var times = 1 + random.nextInt(3); times > 0; times--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return bytes;
        }
        var at = random.nextInt(bytes.length);
        var to = Math.min(bytes.length, at + 1 + (int) Math.pow(random.nextInt(40), 2));
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, at); // the line broke
            case 1 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, to, bytes.length));
            case 2 -> joined(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, at, bytes.length)); // twice
            case 3 -> turned(bytes, at, (byte) random.nextInt(256));
            case 4 -> turned(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 5 -> otherLines(bytes, random);
            default -> joined(Arrays.copyOf(bytes, at), PUT_IN.get(random.nextInt(PUT_IN.size())), Arrays.copyOfRange(bytes, at, bytes.length));
        };
    }

    private static byte[] turned(byte[] bytes, int at, byte with) {
        var turned = bytes.clone();
        turned[at] = with;
        return turned;
    }

    private static byte[] otherLines(byte[] bytes, Random random) {
        var lines = new String(bytes, StandardCharsets.ISO_8859_1).split("(?<=\n)");
        var one = random.nextInt(lines.length);
        var other = random.nextInt(lines.length);
        var line = lines[one];
        lines[one] = lines[other];
        lines[other] = line;
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
