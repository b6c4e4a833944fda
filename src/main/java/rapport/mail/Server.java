package rapport.mail;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The SMTP server this installation was told to use; none is a state like any other. */
@Component
public class Server {

    /** How the connection is kept from listeners. */
    enum Security { NONE, STARTTLS, TLS }

    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final Security security;
    private final String from;

    Server(@Value("${rapport.mail.host:}") String host, @Value("${rapport.mail.port:587}") int port, @Value("${rapport.mail.user:}") String user,
            @Value("${rapport.mail.password:}") String password, @Value("${rapport.mail.security:STARTTLS}") Security security, @Value("${rapport.mail.from:}") String from) {
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
        this.security = security;
        this.from = from;
        if (!host.isBlank() && from.isBlank()) {
            throw new IllegalStateException("RAPPORT_SMTP_HOST is set, but not RAPPORT_MAIL_FROM: say which address mails come from");
        }
    }

    public boolean isOn() {
        return !host.isBlank();
    }

    /** The mailbox Rapport writes from, and the organiser of every invitation. */
    public String from() {
        return from;
    }

    /** For people: {@code "mail.example.com, port 587"}. */
    public String words() {
        return "%s, port %d, %s".formatted(host, port, switch (security) {
            case NONE -> "not encrypted";
            case STARTTLS -> "STARTTLS";
            case TLS -> "TLS";
        });
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    Security security() {
        return security;
    }
}
