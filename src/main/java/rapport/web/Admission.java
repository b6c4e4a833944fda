package rapport.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads are answered a few at a time, in the order they came. Virtual threads would begin them all at once, and all would wait
 * for one another at every statement: the same number a second, but one in twenty three times as slow. Whoever has waited a
 * second goes in anyway, so that a few slow ones never hold up the rest.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Admission extends OncePerRequestFilter {

    private static final int PATIENCE_MILLIS = 1_000;

    private final Semaphore places;

    Admission(@Value("${rapport.web.at-once:0}") int atOnce) {
        this.places = new Semaphore(atOnce > 0 ? atOnce : 3 * Runtime.getRuntime().availableProcessors(), true);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        var place = enter();
        try {
            chain.doFilter(request, response);
        } finally {
            if (place) {
                places.release();
            }
        }
    }

    private boolean enter() {
        try {
            return places.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What is sent in may take as long as its line does, files of the program are no work, and whoever watches over us waits for nobody. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        return !"GET".equals(request.getMethod()) || path.startsWith("/assets/") || path.equals("/livez") || path.equals("/readyz");
    }
}
