package rapport.ops.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The other side of a mail server: an empty inbox, and a folder in which everything lies that the server has sent. It answers only
 * whether a mail of some name lies there (RFC 3501, SEARCH HEADER).
 */
public final class ImapSink implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("SEARCH.*HEADER \"?Message-ID\"? \"?<?([^\">\\s]+)>?\"?", Pattern.CASE_INSENSITIVE);

    private final ServerSocket server;
    private final Predicate<String> sent;

    private ImapSink(Predicate<String> sent) throws IOException {
        this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.sent = sent;
        Thread.ofVirtual().name("imap sink").start(this::accept);
    }

    /** @param sent whether a mail of this Message-ID, without angle brackets, lies among what was sent */
    public static ImapSink open(Predicate<String> sent) throws IOException {
        return new ImapSink(sent);
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> talk(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void talk(Socket socket) {
        try (socket; var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            var out = socket.getOutputStream();
            say(out, "* OK [CAPABILITY IMAP4rev1 SPECIAL-USE] sink");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var space = line.indexOf(' ');
                var tag = space < 0 ? line : line.substring(0, space);
                var command = space < 0 ? "" : line.substring(space + 1);
                answer(command, out);
                say(out, tag + " OK done");
                if (command.equalsIgnoreCase("LOGOUT")) {
                    return;
                }
            }
        } catch (IOException _) {
            // the other side is gone, as killed programs are
        }
    }

    private void answer(String command, OutputStream out) throws IOException {
        var verb = command.toUpperCase(Locale.ROOT);
        if (verb.startsWith("CAPABILITY")) {
            say(out, "* CAPABILITY IMAP4rev1 SPECIAL-USE");
        } else if (verb.startsWith("LIST")) {
            say(out, "* LIST () \"/\" INBOX\r\n* LIST (\\Sent) \"/\" Post");
        } else if (verb.startsWith("EXAMINE") || verb.startsWith("SELECT")) {
            say(out, "* %d EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 1] well\r\n* OK [UIDNEXT 2] well".formatted(verb.contains("INBOX") ? 0 : 1));
        } else if (verb.startsWith("STATUS")) {
            say(out, "* STATUS INBOX (MESSAGES 0 UIDNEXT 2 UIDVALIDITY 1 UNSEEN 0 RECENT 0)");
        } else if (verb.contains("SEARCH")) {
            var name = NAME.matcher(command);
            say(out, name.find() && sent.test(name.group(1)) ? "* SEARCH 1" : "* SEARCH");
        } else if (verb.equals("LOGOUT")) {
            say(out, "* BYE");
        }
    }

    private static void say(OutputStream out, String words) throws IOException {
        out.write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
