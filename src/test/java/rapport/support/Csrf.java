package rapport.support;

import jakarta.servlet.http.Cookie;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * A form that was on a page of ours: the cookie, and the same in the request. Spring's own post-processor would put another
 * token repository into the filter, for the real browsers of the same run as well.
 */
public final class Csrf {

    private static final String TOKEN = "a-token-of-the-tests";

    private Csrf() {}

    public static RequestPostProcessor csrf() {
        return request -> {
            var cookies = Stream.concat(Stream.ofNullable(request.getCookies()).flatMap(Arrays::stream), Stream.of(new Cookie("rapport_csrf", TOKEN)));
            request.setCookies(cookies.toArray(Cookie[]::new));
            request.addHeader("X-CSRF-TOKEN", TOKEN);
            return request;
        };
    }
}
