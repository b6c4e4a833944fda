package rapport.prospecting.sender;

import java.util.List;

/** What the domain name system says. Whoever cannot be asked is no answer: {@link NoAnswer}. */
public interface Names {

    /** Each text as one, however many strings it was published in. Empty when there is none. */
    List<String> texts(String name);

    /** Hosts that take mail for the domain, the preferred first. */
    List<String> takers(String domain);

    /** IPv4 and IPv6 addresses of a host. */
    List<String> addresses(String host);

    /** What an address is called. */
    List<String> namesOf(String address);

    /** The servers of the domain name system did not answer, or not sensibly. */
    final class NoAnswer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public NoAnswer(String name, String why) {
            super("Nothing could be learned about %s: %s".formatted(name, why));
        }
    }
}
