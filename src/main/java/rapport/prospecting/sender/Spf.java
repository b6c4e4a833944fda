package rapport.prospecting.sender;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Reads what a domain says about who may send its mail, the way receivers do: RFC 7208. */
final class Spf {

    /** RFC 7208, 4.6.4: whoever asks for more is answered with an error, and the record counts for nothing. */
    static final int MOST_LOOKUPS = 10;
    static final int MOST_VOID = 2;

    private final Names names;
    private final Set<String> seen = new TreeSet<>();
    private int lookups;
    private int empty;

    private Spf(Names names) {
        this.names = names;
    }

    /** @param servers hosts mail goes out through, for the record that is proposed */
    static Finding look(String domain, List<String> servers, Names names) {
        var wanted = new Finding.Publish(domain, "TXT", proposed(servers));
        var records = of(domain, names);
        if (records.isEmpty()) {
            return Finding.missing("SPF", "%s does not say who may send its mail.".formatted(domain), wanted);
        }
        if (records.size() > 1) {
            return Finding.missing("SPF", "%s says it %d times, which counts as not at all (RFC 7208, 4.5). Leave one.".formatted(domain, records.size()), new Finding.Publish(domain, "TXT", records.getFirst()));
        }
        var walk = new Spf(names);
        walk.count(records.getFirst(), domain);
        var says = "%s says “%s”, which takes %d of %d look-ups.".formatted(domain, records.getFirst(), walk.lookups, MOST_LOOKUPS);
        if (walk.lookups > MOST_LOOKUPS) {
            return Finding.missing("SPF", "%s asks for %d look-ups where %d are allowed (RFC 7208, 4.6.4): receivers give up. Leave out whoever does not send for you, or name networks by address.".formatted(domain, walk.lookups, MOST_LOOKUPS), wanted);
        }
        if (walk.empty > MOST_VOID) {
            return Finding.missing("SPF", "%s names %d hosts that do not exist, where %d are allowed (RFC 7208, 4.6.4).".formatted(domain, walk.empty, MOST_VOID), wanted);
        }
        return records.getFirst().toLowerCase(Locale.ROOT).matches(".*\\s\\+?all\\b.*") ? Finding.doubtful("SPF", says + " With “all” in it anybody may send in its name.", wanted) : Finding.good("SPF", says);
    }

    private static List<String> of(String domain, Names names) {
        return names.texts(domain).stream().filter(it -> it.equalsIgnoreCase("v=spf1") || it.toLowerCase(Locale.ROOT).startsWith("v=spf1 ")).toList();
    }

    private static String proposed(List<String> servers) {
        var terms = new ArrayList<String>();
        terms.add("v=spf1");
        servers.stream().distinct().map(Spf::term).distinct().forEach(terms::add);
        if (servers.isEmpty()) {
            terms.add("mx");
        }
        terms.add("~all");
        return String.join(" ", terms);
    }

    /** What the large providers ask their customers to include. */
    private static String term(String server) {
        return server.endsWith(".gmail.com") || server.endsWith(".google.com") ? "include:_spf.google.com" : server.endsWith(".office365.com") || server.endsWith(".outlook.com") ? "include:spf.protection.outlook.com" : "a:" + server;
    }

    private void count(String record, String domain) {
        for (var word : record.toLowerCase(Locale.ROOT).split("\\s+")) {
            var term = word.replaceFirst("^[+?~-]", "");
            var mechanism = term.split("[:=/]", 2)[0];
            var target = term.contains(":") ? term.substring(term.indexOf(':') + 1).replaceFirst("/.*", "") : term.startsWith("redirect=") ? term.substring("redirect=".length()) : domain;
            switch (mechanism) {
                case "include", "redirect" -> follow(target);
                case "a", "mx" -> {
                    lookups++;
                    if (!target.contains("%") && (mechanism.equals("a") ? names.addresses(target) : names.takers(target)).isEmpty()) {
                        empty++;
                    }
                }
                case "ptr", "exists" -> lookups++;
                default -> {
                    // addresses, “all” and what nobody knows cost nothing
                }
            }
        }
    }

    private void follow(String target) {
        lookups++;
        if (lookups > 3 * MOST_LOOKUPS || target.contains("%") || !seen.add(target)) {
            return; // that it is too much is known; what depends on the sender cannot be followed; circles end
        }
        var records = of(target, names);
        if (records.isEmpty()) {
            empty++;
        }
        records.stream().findFirst().ifPresent(it -> count(it, target));
    }
}
