package rapport.prospecting.sender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A server of the domain name system that knows what a test has published. */
public final class NameServer implements AutoCloseable {

    private static final int LARGEST = 4096;

    private final DatagramSocket socket;
    private final Map<String, List<Record>> zone = new ConcurrentHashMap<>();

    public NameServer() throws SocketException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("names").start(this::answer);
    }

    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    public void forgetAll() {
        zone.clear();
    }

    /** @param line as in a zone file: {@code "example.org. IN TXT \"v=spf1 -all\""} */
    public NameServer publish(String line) {
        var parts = line.split(" IN ", 2);
        var kind = parts[1].split(" ", 2);
        try {
            var name = Name.fromString(parts[0]);
            var record = Record.fromString(name, Type.value(kind[0]), DClass.IN, 60, kind[1], Name.root);
            zone.merge(key(name, record.getType()), List.of(record), (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream()).toList());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(Name name, int type) {
        return name.canonicalize() + " " + Type.string(type);
    }

    private void answer() {
        var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        try {
            while (!socket.isClosed()) {
                packet.setLength(LARGEST);
                socket.receive(packet);
                var said = reply(new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()))).toWire(LARGEST);
                socket.send(new DatagramPacket(said, said.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Message reply(Message asked) {
        var question = asked.getQuestion();
        var reply = new Message(asked.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.addRecord(question, Section.QUESTION);
        if (question.getName().toString().startsWith("silent.")) {
            reply.getHeader().setRcode(Rcode.SERVFAIL);
            return reply;
        }
        var found = zone.getOrDefault(key(question.getName(), question.getType()), List.of());
        found.forEach(it -> reply.addRecord(it, Section.ANSWER));
        reply.getHeader().setRcode(found.isEmpty() && zone.keySet().stream().noneMatch(it -> it.startsWith(question.getName().canonicalize() + " ")) ? Rcode.NXDOMAIN : Rcode.NOERROR);
        return reply;
    }

    @Override
    public void close() {
        socket.close();
    }
}
