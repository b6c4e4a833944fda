package rapport.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where people reach this installation, for links that leave it in mails and calendars. */
@Component
public class Site {

    private final String configured;
    private final Environment environment;

    Site(@Value("${rapport.url:}") String configured, Environment environment) {
        this.configured = configured.strip().replaceAll("/+$", "");
        this.environment = environment;
    }

    /** Without a slash at the end: RAPPORT_URL, or this machine's own address, which nobody else can open. */
    public String root() {
        return !configured.isEmpty() ? configured
                : "http://localhost:" + environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"));
    }
}
