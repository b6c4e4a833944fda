package rapport.prospecting.sender;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks the servers this machine asks, or the one it is told to. */
@Component
class DnsNames implements Names {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final String server;

    /** @param server host, or host:port; empty for those of this machine */
    DnsNames(@Value("${rapport.dns:}") String server) {
        this.server = server;
    }

    @Override
    public List<String> texts(String name) {
        return ask(name(name), Type.TXT, TXTRecord.class, it -> String.join("", it.getStrings())).toList();
    }

    @Override
    public List<String> takers(String domain) {
        return ask(name(domain), Type.MX, MXRecord.class, Function.identity()).sorted(Comparator.comparingInt(MXRecord::getPriority)).map(it -> it.getTarget().toString(true)).toList();
    }

    @Override
    public List<String> addresses(String host) {
        return Stream.concat(ask(name(host), Type.A, ARecord.class, it -> it.getAddress().getHostAddress()), ask(name(host), Type.AAAA, AAAARecord.class, it -> it.getAddress().getHostAddress())).toList();
    }

    @Override
    public List<String> namesOf(String address) {
        try {
            return ask(ReverseMap.fromAddress(InetAddress.ofLiteral(address)), Type.PTR, PTRRecord.class, it -> it.getTarget().toString(true)).toList();
        } catch (IllegalArgumentException e) {
            throw new NoAnswer(address, "it is no address");
        }
    }

    private <R extends Record, T> Stream<T> ask(Name name, int type, Class<R> kind, Function<R, T> reading) {
        var lookup = new Lookup(name, type);
        lookup.setCache(null); // whoever has just published a record wants to see it
        lookup.setSearchPath(List.<Name>of());
        lookup.setResolver(resolver());
        var found = lookup.run();
        return switch (lookup.getResult()) {
            case Lookup.SUCCESSFUL -> Arrays.stream(found).filter(kind::isInstance).map(kind::cast).map(reading);
            case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> Stream.of();
            default -> throw new NoAnswer(name.toString(true), lookup.getErrorString());
        };
    }

    private Resolver resolver() {
        try {
            var colon = server.lastIndexOf(':');
            var resolver = server.isBlank() ? new ExtendedResolver() : new SimpleResolver(colon < 0 ? server : server.substring(0, colon));
            if (colon >= 0) {
                resolver.setPort(Integer.parseInt(server.substring(colon + 1)));
            }
            resolver.setTimeout(PATIENCE);
            return resolver;
        } catch (UnknownHostException e) {
            throw new NoAnswer(server, "there is no such server");
        }
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new NoAnswer(text, "it is no name");
        }
    }
}
