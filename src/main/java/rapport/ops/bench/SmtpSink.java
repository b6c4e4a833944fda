package rapport.ops.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * A mail server that takes everything and remembers what each mail was called. It can be told to misbehave as real ones do: to answer
 * with a refusal at any step, or to hang up before or behind the end of a mail.
 */
public final class SmtpSink implements AutoCloseable {

    /** Where a conversation stands. END is asked when a mail has come in whole and was kept. */
    public enum Step { CONNECT, EHLO, MAIL, RCPT, RSET, DATA, MIDDLE, END }

    /** What the server does at a step. */
    public sealed interface Manner {

        /** As it should. */
        record Well() implements Manner {}

        /** @param words with its code: {@code "450 4.2.0 later"}; at END the mail is thrown away */
        record Says(String words) implements Manner {}

        /** Answers and hangs up. */
        record SaysGoodbye(String words) implements Manner {}

        /** @param keeps whether a mail that has come in whole is kept all the same */
        record HangsUp(boolean keeps) implements Manner {}

        /** Is gone without a word: the line breaks instead of ending. */
        record Cuts() implements Manner {}
    }

    /** @param to the address of the recipient */
    public interface Manners {
        Manner at(Step step, String to);
    }

    private static final Pattern MESSAGE_ID = Pattern.compile("^Message-ID:\\s*<([^>]+)>", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Clock NO_TIME = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC); // where nobody asks when
    private static final byte[] END = "\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;
    private final Manners manners;
    private final boolean keepsWords;
    private final Clock clock;
    private final Map<String, AtomicInteger> received = new ConcurrentHashMap<>();
    private final Map<String, Instant> arrived = new ConcurrentHashMap<>();
    private final List<String> words = new CopyOnWriteArrayList<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();

    private SmtpSink(Manners manners, boolean keepsWords, Clock clock) throws IOException {
        this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.clock = clock;
        this.manners = manners;
        this.keepsWords = keepsWords;
        Thread.ofVirtual().name("sink").start(this::accept);
    }

    public static SmtpSink open() throws IOException {
        return open(NO_TIME);
    }

    /** @param clock by which it notes when each came */
    static SmtpSink open(Clock clock) throws IOException {
        return new SmtpSink((_, _) -> new Manner.Well(), false, clock);
    }

    /** Keeps whole mails too. */
    public static SmtpSink open(Manners manners) throws IOException {
        return new SmtpSink(manners, true, NO_TIME);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How often each mail came, by Message-ID. */
    public Map<String, AtomicInteger> received() {
        return received;
    }

    /** When each came first. */
    public Map<String, Instant> arrived() {
        return arrived;
    }

    public boolean has(String messageId) {
        return received.containsKey(messageId);
    }

    public long count() {
        return count.get();
    }

    public int connections() {
        return connections.get();
    }

    /** Mails as they came, in their order. */
    public List<String> words() {
        return words;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> talk(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 1 << 15);
            var out = socket.getOutputStream();
            if (!go(Step.CONNECT, "", "220 sink ESMTP", socket)) {
                return;
            }
            var to = "";
            for (var line = line(in); line != null; line = line(in)) {
                var command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("EHLO")) {
                    if (!go(Step.EHLO, "", "250-sink\r\n250-8BITMIME\r\n250-DSN\r\n250-AUTH PLAIN\r\n250 SIZE 50000000", socket)) {
                        return;
                    }
                } else if (command.startsWith("AUTH")) {
                    say(out, "235 2.7.0 welcome");
                } else if (command.startsWith("MAIL")) {
                    if (!go(Step.MAIL, "", "250 2.1.0 well", socket)) {
                        return;
                    }
                } else if (command.startsWith("RCPT")) {
                    to = line.replaceAll("(?i)^RCPT TO:\\s*<([^>]*)>.*", "$1");
                    if (!go(Step.RCPT, to, "250 2.1.5 well", socket)) {
                        return;
                    }
                } else if (command.equals("DATA")) {
                    if (!go(Step.DATA, to, "354 go on", socket) || !take(to, in, out)) {
                        return;
                    }
                } else if (command.equals("RSET")) {
                    if (!go(Step.RSET, to, "250 2.0.0 well", socket)) {
                        return;
                    }
                } else if (command.equals("QUIT")) {
                    say(out, "221 2.0.0 bye");
                    return;
                } else {
                    say(out, "250 2.0.0 well");
                }
            }
        } catch (IOException _) {
            // the other side is gone, as killed programs are
        }
    }

    /** @return whether the conversation goes on */
    private boolean go(Step step, String to, String well, Socket line) throws IOException {
        var out = line.getOutputStream();
        return switch (manners.at(step, to)) {
            case Manner.Well _ -> {
                say(out, well);
                yield true;
            }
            case Manner.Says(var said) -> {
                say(out, said);
                yield true;
            }
            case Manner.SaysGoodbye(var said) -> {
                say(out, said);
                yield false;
            }
            case Manner.HangsUp _ -> false;
            case Manner.Cuts _ -> {
                line.setSoLinger(true, 0);
                yield false;
            }
        };
    }

    private boolean take(String to, InputStream in, OutputStream out) throws IOException {
        if (manners.at(Step.DATA, to) instanceof Manner.Says) {
            return true; // refused before it began
        }
        if (manners.at(Step.MIDDLE, to) instanceof Manner.HangsUp) {
            return false;
        }
        var mail = whole(in);
        if (mail == null) {
            return false;
        }
        return switch (manners.at(Step.END, to)) {
            case Manner.Well _ -> {
                keep(mail);
                say(out, "250 2.0.0 taken as " + count.get());
                yield true;
            }
            case Manner.Says(var said) -> {
                say(out, said);
                yield true;
            }
            case Manner.SaysGoodbye(var said) -> {
                say(out, said);
                yield false;
            }
            case Manner.HangsUp(var keeps) -> {
                if (keeps) {
                    keep(mail);
                }
                yield false;
            }
            case Manner.Cuts _ -> false;
        };
    }

    private void keep(String mail) {
        var id = MESSAGE_ID.matcher(mail);
        var name = id.find() ? id.group(1) : "none";
        received.computeIfAbsent(name, _ -> new AtomicInteger()).incrementAndGet();
        arrived.putIfAbsent(name, clock.instant());
        if (keepsWords) {
            words.add(mail);
        }
        count.incrementAndGet();
    }

    /** In pieces: behind the end of a mail nobody says anything before it is answered, for this server offers no PIPELINING (RFC 2920). */
    private static @org.jspecify.annotations.Nullable String whole(InputStream in) throws IOException {
        var mail = new Said();
        var piece = new byte[1 << 14];
        for (var length = in.read(piece); length >= 0; length = in.read(piece)) {
            mail.write(piece, 0, length);
            if (mail.isOver()) {
                return mail.toString(StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    private static final class Said extends ByteArrayOutputStream {

        /** A mail that is empty ends at once. */
        boolean isOver() {
            return Arrays.equals(buf, Math.max(0, count - END.length), count, END, count < END.length ? 2 : 0, END.length);
        }
    }

    private static void say(OutputStream out, String words) throws IOException {
        out.write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static @org.jspecify.annotations.Nullable String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream(100);
        for (var c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString(StandardCharsets.UTF_8).strip();
            }
            line.write(c);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
