package rapport.people.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/** The cookie that holds a web session's secret. Over TLS it carries the prefix that binds it to this host alone. */
final class Cookies {

    private Cookies() {}

    static @Nullable String session(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, name(request));
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    static void keep(String secret, HttpServletRequest request, HttpServletResponse response) {
        set(secret, Duration.ofDays(60), request, response);
    }

    static void forget(HttpServletRequest request, HttpServletResponse response) {
        set("", Duration.ZERO, request, response);
    }

    private static void set(String value, Duration age, HttpServletRequest request, HttpServletResponse response) {
        add(name(request), value, age, request, response);
        add(SecurityChains.CSRF_COOKIE, "", Duration.ZERO, request, response); // whoever had set it before they signed in knows the next one no more
    }

    private static void add(String name, String value, Duration age, HttpServletRequest request, HttpServletResponse response) {
        var cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setMaxAge((int) age.toSeconds());
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }

    private static String name(HttpServletRequest request) {
        return request.isSecure() ? "__Host-rapport" : "rapport";
    }
}
