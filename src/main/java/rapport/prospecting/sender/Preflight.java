package rapport.prospecting.sender;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Looks a domain up the way a receiver of its mail does, and says which record is to be published. */
@Component
public class Preflight {

    private static final int MOST_LABELS = 8; // the tree walk of DMARCbis, 4.10

    private final Names names;

    Preflight(Names names) {
        this.names = names;
    }

    /** @param keys what is to be found published; empty where somebody else signs @param servers hosts mail goes out through */
    public List<Finding> of(String domain, List<Finding.Publish> keys, List<String> servers) {
        var findings = new ArrayList<Finding>();
        findings.add(tried("SPF", () -> Spf.look(domain, servers, names)));
        keys.forEach(it -> findings.add(tried("DKIM", () -> key(it))));
        findings.add(tried("DMARC", () -> policy(domain)));
        findings.add(tried("MX", () -> takers(domain)));
        servers.stream().distinct().forEach(it -> findings.add(tried("PTR", () -> back(it))));
        return List.copyOf(findings);
    }

    private static Finding tried(String what, Supplier<Finding> look) {
        try {
            return look.get();
        } catch (Names.NoAnswer e) {
            return Finding.missing(what, e.getMessage() + ". Try again in a while.", null);
        }
    }

    private Finding key(Finding.Publish wanted) {
        var found = names.texts(wanted.name());
        if (found.isEmpty()) {
            return Finding.missing("DKIM", "There is no key at %s.".formatted(wanted.name()), wanted);
        }
        var ours = tags(wanted.value());
        return found.stream().map(Preflight::tags).anyMatch(it -> it.getOrDefault("p", "").equals(ours.get("p")) && it.getOrDefault("k", "rsa").equals(ours.getOrDefault("k", "rsa")))
                ? Finding.good("DKIM", "The key at %s is the one we sign with.".formatted(wanted.name())) : Finding.missing("DKIM", "At %s lies another key than the one we sign with.".formatted(wanted.name()), wanted);
    }

    private Finding policy(String domain) {
        var labels = domain.split("\\.");
        for (var from = 0; from < Math.min(labels.length - 1, MOST_LABELS); from++) {
            var at = String.join(".", Arrays.copyOfRange(labels, from, labels.length));
            var found = names.texts("_dmarc." + at).stream().filter(it -> it.strip().toUpperCase(Locale.ROOT).startsWith("V=DMARC1")).toList();
            if (found.size() == 1 && tags(found.getFirst()).getOrDefault("p", "").matches("none|quarantine|reject")) {
                return Finding.good("DMARC", "%s says “%s”.".formatted(at, found.getFirst()));
            }
            if (!found.isEmpty()) {
                return Finding.missing("DMARC", found.size() > 1 ? "%s says %d times what is to become of mail nobody stands for; that counts as not at all.".formatted(at, found.size()) : "What %s says, “%s”, names no policy.".formatted(at, found.getFirst()), dmarc(at));
            }
        }
        return Finding.missing("DMARC", "%s does not say what is to become of mail that is not its own.".formatted(domain), dmarc(domain));
    }

    private static Finding.Publish dmarc(String domain) {
        return new Finding.Publish("_dmarc." + domain, "TXT", "v=DMARC1; p=none; rua=mailto:postmaster@" + domain);
    }

    private Finding takers(String domain) {
        var takers = names.takers(domain);
        return !takers.isEmpty() ? Finding.good("MX", "Answers are taken by %s.".formatted(takers.getFirst()))
                : names.addresses(domain).isEmpty() ? Finding.doubtful("MX", "Nobody takes mail for %s: answers do not arrive.".formatted(domain), null) : Finding.doubtful("MX", "%s names nobody who takes its mail; senders try the host itself.".formatted(domain), null);
    }

    private Finding back(String server) {
        var addresses = names.addresses(server);
        if (addresses.isEmpty()) {
            return Finding.doubtful("PTR", "%s has no address.".formatted(server), null);
        }
        for (var address : addresses) {
            if (names.namesOf(address).stream().noneMatch(it -> names.addresses(it).contains(address))) {
                return Finding.doubtful("PTR", "%s, the address of %s, has no name that leads back to it. Receivers distrust that; whoever runs the server sets it.".formatted(address, server), new Finding.Publish(reverse(address), "PTR", server + "."));
            }
        }
        return Finding.good("PTR", "%s and its name lead to each other.".formatted(server));
    }

    private static String reverse(String address) {
        return org.xbill.DNS.ReverseMap.fromAddress(java.net.InetAddress.ofLiteral(address)).toString(true);
    }

    /** RFC 6376, 3.2: names and values, blanks left out. */
    private static Map<String, String> tags(String record) {
        var tags = new HashMap<String, String>();
        for (var part : record.split(";")) {
            var is = part.indexOf('=');
            if (is > 0) {
                tags.put(part.substring(0, is).strip().toLowerCase(Locale.ROOT), part.substring(is + 1).replaceAll("\\s", ""));
            }
        }
        return tags;
    }
}
