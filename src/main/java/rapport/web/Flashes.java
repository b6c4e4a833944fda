package rapport.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/** Carries a flash over a redirect in a cookie that lives for one page: no state on the server, safe on every node. */
final class Flashes {

    private static final String COOKIE = "rapport_flash";

    private Flashes() {}

    static void leave(Flash flash, HttpServletRequest request, HttpServletResponse response) {
        var text = flash.message() + "\n" + (flash.undo() == null ? "" : flash.undo());
        set(Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8)), 60, request, response);
    }

    static @Nullable Flash shownBy(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null || cookie.getValue().isEmpty()) {
            return null;
        }
        try {
            var lines = new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8).split("\n", 2);
            var undo = lines.length == 2 && lines[1].startsWith("/") && !lines[1].startsWith("//") ? lines[1] : null;
            return new Flash(lines[0], undo);
        } catch (IllegalArgumentException e) {
            return null; // not written by us
        }
    }

    static void clear(HttpServletRequest request, HttpServletResponse response) {
        if (WebUtils.getCookie(request, COOKIE) != null) {
            set("", 0, request, response);
        }
    }

    private static void set(String value, int seconds, HttpServletRequest request, HttpServletResponse response) {
        var cookie = new Cookie(COOKIE, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setMaxAge(seconds);
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }
}
