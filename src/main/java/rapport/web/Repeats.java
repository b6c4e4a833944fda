package rapport.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import rapport.kernel.Viewer;

/**
 * {@code Idempotency-Key} on POST (draft-ietf-httpapi-idempotency-key-header): the same key with the same request is done once and answered the same for a day. When the first
 * attempt ended with the program, nobody knows what came of it, and a second one is told so instead of being tried. Only what is answered as JSON is kept.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class Repeats extends OncePerRequestFilter {

    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 200;
    private static final int MOST_BYTES = 2 << 20;

    private final ObjectProvider<Answers> answers; // a filter is made before there is a database

    Repeats(ObjectProvider<Answers> answers) {
        this.answers = answers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HEADER) == null || !"POST".equals(request.getMethod()) || !request.getRequestURI().startsWith("/api/") || !(request.getAttribute(WorkspaceFilter.VIEWER) instanceof Viewer)
                || String.valueOf(request.getContentType()).startsWith("multipart/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        var viewer = (Viewer) request.getAttribute(WorkspaceFilter.VIEWER);
        var key = request.getHeader(HEADER);
        var body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (key.isBlank() || key.length() > LONGEST || body.length > MOST_BYTES) {
            tell(response, 400, body.length > MOST_BYTES ? "A request with an Idempotency-Key has at most 2 MB." : "An Idempotency-Key has 1 to 200 characters.");
            return;
        }
        var digest = digest(request, body);
        var earlier = answers.getObject().beginOrFind(key, digest, viewer);
        if (earlier.isEmpty()) {
            once(key, new Replayed(request, body), response, chain, viewer);
        } else if (!Arrays.equals(earlier.get().request(), digest)) {
            tell(response, 422, "This Idempotency-Key was used for another request. Take a new one.");
        } else if (earlier.get().status() == null) {
            tell(response, 409, "The first attempt with this Idempotency-Key has not ended, or ended with the program. Look whether it was done before you send it with a new key.");
        } else {
            repeat(earlier.get(), response);
        }
    }

    private void once(String key, HttpServletRequest request, HttpServletResponse response, FilterChain chain, Viewer viewer) throws ServletException, IOException {
        var kept = new Kept(response);
        try {
            chain.doFilter(request, kept);
        } finally {
            if (kept.passes() || kept.getStatus() >= 500) {
                answers.getObject().forget(key, viewer); // a file, or rolled back: it may be asked for again
            }
        }
        if (!kept.passes() && kept.getStatus() < 500) {
            answers.getObject().end(key, kept.getStatus(), kept.getContentType(), kept.getHeader("ETag"), kept.getContentAsByteArray(), viewer);
        }
        kept.copyBodyToResponse();
    }

    private static void repeat(Answers.Answer it, HttpServletResponse response) throws IOException {
        response.setStatus(java.util.Objects.requireNonNull(it.status()));
        response.setHeader("Idempotency-Replayed", "true");
        if (it.type() != null) {
            response.setContentType(it.type());
        }
        if (it.etag() != null) {
            response.setHeader("ETag", it.etag());
        }
        if (it.body() != null) {
            response.getOutputStream().write(it.body());
        }
    }

    private static void tell(HttpServletResponse response, int status, String sentence) throws IOException {
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.getOutputStream().write("{\"type\":\"urn:rapport:problem:web.idempotency-key\",\"title\":\"Idempotency-Key\",\"status\":%d,\"detail\":\"%s\"}".formatted(status, sentence).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] digest(HttpServletRequest request, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("%s %s?%s\n".formatted(request.getMethod(), request.getRequestURI(), request.getQueryString()).getBytes(StandardCharsets.UTF_8));
            return digest.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Keeps what is told as JSON. Anything else is a file of any size: it changes nothing, and goes out as it is made. */
    private static final class Kept extends ContentCachingResponseWrapper {

        Kept(HttpServletResponse response) {
            super(response);
        }

        boolean passes() {
            var type = getContentType();
            return type != null && !type.contains("json");
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return passes() ? getResponse().getOutputStream() : super.getOutputStream();
        }

        @Override
        public void setContentLengthLong(long length) {
            if (passes()) {
                getResponse().setContentLengthLong(length);
            } else {
                super.setContentLengthLong(length);
            }
        }
    }

    /** The request with a body that was read already. */
    private static final class Replayed extends HttpServletRequestWrapper {

        private final ByteArrayInputStream body;

        Replayed(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = new ByteArrayInputStream(body);
        }

        @Override
        public ServletInputStream getInputStream() {
            return new ServletInputStream() {
                @Override
                public int read() {
                    return body.read();
                }

                @Override
                public int read(byte[] buffer, int from, int length) {
                    return body.read(buffer, from, length);
                }

                @Override
                public boolean isFinished() {
                    return body.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("Read at once");
                }
            };
        }
    }
}
