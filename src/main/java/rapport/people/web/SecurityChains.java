package rapport.people.web;

import static org.springframework.security.config.http.SessionCreationPolicy.STATELESS;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import rapport.people.SignIn;
import rapport.people.Tokens;

/** Two ways in: programs with a bearer token below /api, people with a session cookie and CSRF tokens everywhere else. */
@EnableWebSecurity
@ConditionalOnWebApplication
@Configuration(proxyBeanMethods = false)
class SecurityChains {

    private static final String[] OPEN = {
        "/sign-in", "/set-up", "/welcome/*", "/accept/*", "/leave/*", "/assets/**", "/livez", "/readyz", "/error", "/calendar/*", "/favicon.ico"
    };

    private static final Logger LOG = LoggerFactory.getLogger(SecurityChains.class);

    static final String CSRF_COOKIE = "rapport_csrf";

    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    @Bean
    @Order(1)
    SecurityFilterChain chainForPrograms(HttpSecurity http, Tokens tokens) throws Exception {
        return http.securityMatcher("/api/**")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(it -> it.sessionCreationPolicy(STATELESS))
                .securityContext(it -> it.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .addFilterBefore(new TokenFilter(tokens), AnonymousAuthenticationFilter.class)
                .exceptionHandling(it -> it
                        .authenticationEntryPoint((_, response, _) -> response.sendError(HttpServletResponse.SC_UNAUTHORIZED))
                        .accessDeniedHandler((_, response, _) -> response.sendError(HttpServletResponse.SC_FORBIDDEN)))
                .authorizeHttpRequests(it -> it
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll()
                        .requestMatchers("/api/v1/openapi.json").permitAll()
                        .anyRequest().authenticated())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain chainForPeople(HttpSecurity http, SignIn signIn) throws Exception {
        return http
                .csrf(it -> it
                        .csrfTokenRepository(csrfCookie())
                        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy()) // every request authenticates anew: a page's second post would be refused
                        .ignoringRequestMatchers("/leave/*") // posted by mail programs, which have no cookie (RFC 8058)
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())) // pages are not compressed: nothing to mask
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(it -> it.sessionCreationPolicy(STATELESS))
                .securityContext(it -> it.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .addFilterBefore(new SessionFilter(signIn), AnonymousAuthenticationFilter.class)
                .exceptionHandling(it -> it
                        .authenticationEntryPoint(SecurityChains::askToSignIn)
                        .accessDeniedHandler(SecurityChains::refuse))
                .headers(it -> it
                        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(policy -> policy.policy(
                                org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy.SAME_ORIGIN)))
                .authorizeHttpRequests(it -> it
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll()
                        .requestMatchers(OPEN).permitAll()
                        .anyRequest().authenticated())
                .build();
    }

    /** Observations of every filter cost a sixth of the throughput and answer no question we have. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    private static CookieCsrfTokenRepository csrfCookie() {
        var cookies = new CookieCsrfTokenRepository();
        cookies.setCookieName(CSRF_COOKIE);
        cookies.setHeaderName("X-CSRF-TOKEN");
        cookies.setCookieCustomizer(it -> it.httpOnly(true).sameSite("Lax").path("/"));
        return cookies;
    }

    /** Mostly a page older than the sign-in it was opened with. Never the tokens themselves, only whether they were there. */
    private static void refuse(HttpServletRequest request, HttpServletResponse response, AccessDeniedException error) throws IOException {
        var cookies = request.getCookies() == null ? 0L : Arrays.stream(request.getCookies()).filter(it -> it.getName().equals(CSRF_COOKIE)).count();
        LOG.info("{} {} was refused: {} ({} cookies, {} in the form, {} in the header)", request.getMethod(), request.getRequestURI(), error.getClass().getSimpleName(), cookies,
                request.getParameterValues("_csrf") == null ? 0 : request.getParameterValues("_csrf").length, request.getHeader("X-CSRF-TOKEN") == null ? 0 : 1);
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }

    /** A part that is asked for after the session ended must not become a sign-in page inside a page: htmx reloads instead. */
    private static void askToSignIn(HttpServletRequest request, HttpServletResponse response, AuthenticationException error)
            throws IOException {
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Refresh", "true");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        if (!"GET".equals(request.getMethod())) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        var wanted = request.getRequestURI() + query;
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", "/".equals(wanted) ? "/sign-in" : "/sign-in?then=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
    }
}
