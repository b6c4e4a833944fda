package rapport.prospecting.telephone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** As much of Asterisk's manager interface as dialling takes; Debian has none to test with. */
final class Asterisk implements AutoCloseable {

    final List<Map<String, String>> originated = new CopyOnWriteArrayList<>();
    volatile String reason = "4";
    volatile String refusal = "";
    volatile CountDownLatch pickedUp = new CountDownLatch(0);
    private final ServerSocket server;

    Asterisk() throws IOException {
        server = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("asterisk").start(() -> {
            while (!server.isClosed()) {
                try {
                    var line = server.accept();
                    Thread.ofVirtual().start(() -> talk(line));
                } catch (IOException e) {
                    return; // closed
                }
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    private void talk(Socket line) {
        try (line) {
            var in = new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
            say(line, "Asterisk Call Manager/9.0.0");
            var action = new LinkedHashMap<String, String>();
            for (var said = in.readLine(); said != null; said = in.readLine()) {
                if (!said.isEmpty()) {
                    action.put(said.split(": ", 2)[0], said.split(": ", 2)[1]);
                    continue;
                }
                answer(line, action);
                action = new LinkedHashMap<>();
            }
        } catch (IOException | InterruptedException e) {
            // the other side has gone
        }
    }

    private void answer(Socket line, Map<String, String> action) throws IOException, InterruptedException {
        var id = "ActionID: " + action.get("ActionID");
        if (action.get("Action").equals("Login")) {
            say(line, action.get("Secret").equals("secret") ? "Response: Success" : "Response: Error", id, action.get("Secret").equals("secret") ? "Message: Authentication accepted" : "Message: Authentication failed", "");
            say(line, "Event: FullyBooted", "Status: Fully Booted", "");
            return;
        }
        if (!refusal.isEmpty()) {
            say(line, "Response: Error", id, "Message: " + refusal, "");
            return;
        }
        originated.add(action);
        say(line, "Event: Newchannel", "Channel: PJSIP/100-00000001", "", "Response: Success", id, "Message: Originate successfully queued", "");
        pickedUp.await();
        say(line, "Event: OriginateResponse", id, reason.equals("4") ? "Response: Success" : "Response: Failure", "Reason: " + reason, "");
    }

    private static void say(Socket line, String... lines) throws IOException {
        line.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
