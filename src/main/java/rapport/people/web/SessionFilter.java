package rapport.people.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import rapport.people.SignIn;
import rapport.web.SignedIn;

/** Whoever sends the cookie of an open session is signed in. */
class SessionFilter extends OncePerRequestFilter {

    private final SignIn signIn;

    SessionFilter(SignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var secret = Cookies.session(request);
        if (secret != null && SecurityContextHolder.getContext().getAuthentication() == null) {
            signIn.find(secret, request.getRemoteAddr()).ifPresent(SessionFilter::admit);
        }
        chain.doFilter(request, response);
    }

    static void admit(SignedIn signedIn) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(signedIn, null, List.of()));
        SecurityContextHolder.setContext(context);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/assets/");
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
