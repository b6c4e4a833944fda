package rapport.people.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import rapport.people.Tokens;

/** Whoever sends a bearer token that is still good is signed in for this request; one that only reads changes nothing. */
class TokenFilter extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Tokens tokens;

    TokenFilter(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, "Bearer ", 0, 7) && SecurityContextHolder.getContext().getAuthentication() == null) {
            var signedIn = tokens.find(header.substring(7).strip(), request.getRemoteAddr());
            if (signedIn.isPresent()) {
                if (signedIn.get().readOnly() && !READING.contains(request.getMethod())) {
                    response.sendError(HttpServletResponse.SC_FORBIDDEN);
                    return;
                }
                SessionFilter.admit(signedIn.get());
            }
        }
        chain.doFilter(request, response);
    }
}
