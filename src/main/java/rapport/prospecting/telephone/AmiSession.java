package rapport.prospecting.telephone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A conversation with Asterisk's manager interface: blocks of lines “Key: Value”, each with the action's id it belongs to. */
final class AmiSession implements AutoCloseable {

    private static final int MILLIS_10 = 10_000;

    /** It has answered, and said no. */
    static final class SaidNo extends IOException {

        private static final long serialVersionUID = 1L;

        SaidNo(String words) {
            super(words);
        }
    }

    private final Socket line;
    private final BufferedReader in;

    private AmiSession(Socket line) throws IOException {
        this.line = line;
        this.in = new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
    }

    static AmiSession open(String host, int port, String login, String secret) throws IOException {
        var line = new Socket();
        try {
            line.connect(new InetSocketAddress(host, port), MILLIS_10);
            line.setSoTimeout(MILLIS_10);
            var session = new AmiSession(line);
            session.in.readLine(); // says who it is
            session.ask(Map.of("Action", "Login", "Username", login, "Secret", secret, "Events", "call"), UUID.randomUUID());
            return session;
        } catch (IOException | RuntimeException e) {
            line.close();
            throw e;
        }
    }

    /** Rings the device, and when it is picked up dials the number. @return when the system has taken it; nothing has rung yet */
    void originate(UUID id, String device, String number, String context, String shownAs) throws IOException {
        var action = new LinkedHashMap<String, String>();
        action.put("Action", "Originate");
        action.put("Channel", device);
        action.put("ChannelId", id.toString());
        action.put("Context", context);
        action.put("Exten", number);
        action.put("Priority", "1");
        action.put("CallerID", shownAs);
        action.put("Timeout", "30000");
        action.put("Async", "true");
        ask(action, id);
    }

    private void ask(Map<String, String> action, UUID id) throws IOException {
        var words = new StringBuilder();
        action.forEach((key, value) -> words.append(key).append(": ").append(plain(value)).append("\r\n"));
        words.append("ActionID: ").append(id).append("\r\n\r\n");
        line.getOutputStream().write(words.toString().getBytes(StandardCharsets.UTF_8));
        for (var block = block(); ; block = block()) {
            if (block.containsKey("Response") && !block.containsKey("Event") && id.toString().equals(block.getOrDefault("ActionID", id.toString()))) {
                if (!"Success".equals(block.get("Response"))) {
                    throw new SaidNo(block.getOrDefault("Message", "It was refused."));
                }
                return;
            }
        }
    }

    /** A line break would begin another line, and say what nobody meant. */
    private static String plain(String value) {
        return value.replaceAll("\\p{Cntrl}", " ");
    }

    /** What came of it. @return Asterisk's reason, as words; empty when they are connected @throws IOException when nothing was heard in time */
    Optional<String> outcome(UUID id, Duration patience) throws IOException {
        line.setSoTimeout((int) patience.toMillis());
        for (var block = block(); ; block = block()) {
            if ("OriginateResponse".equals(block.get("Event")) && id.toString().equals(block.get("ActionID"))) {
                return "Success".equals(block.get("Response")) ? Optional.empty() : Optional.of(words(block.getOrDefault("Reason", "")));
            }
        }
    }

    private static String words(String reason) {
        return switch (reason) {
            case "0" -> "There is no such telephone, or it is not connected.";
            case "1", "3" -> "Your telephone rang, and nobody picked it up.";
            case "5" -> "Your telephone is busy.";
            case "8" -> "The telephone system has no line free.";
            default -> "The telephone system could not do it (%s).".formatted(reason.isBlank() ? "no reason given" : reason);
        };
    }

    private Map<String, String> block() throws IOException {
        var block = new LinkedHashMap<String, String>();
        for (var said = in.readLine(); ; said = in.readLine()) {
            if (said == null) {
                throw new IOException("It hung up");
            }
            if (said.isEmpty()) {
                if (!block.isEmpty()) {
                    return block;
                }
                continue;
            }
            var colon = said.indexOf(':');
            if (colon > 0) {
                block.put(said.substring(0, colon).strip(), said.substring(colon + 1).strip());
            }
        }
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}
