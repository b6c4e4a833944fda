package rapport.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * What the browser loads beside pages: one style sheet (Tabler in a lower layer, ours above), htmx, islands, icons.
 * Read and packed once at start; the address holds a hash of all of it, so a browser keeps a copy until a release changes it.
 */
@Controller
class Assets {

    private static final Map<String, String> TYPES =
            Map.of("css", "text/css", "js", "text/javascript", "svg", "image/svg+xml");

    private record Asset(String type, byte[] plain, byte[] packed) {}

    private final Map<String, Asset> assets = new TreeMap<>();
    private final String release;

    Assets() throws IOException {
        var files = new PathMatchingResourcePatternResolver();
        var tabler = text(files.getResources("classpath*:META-INF/resources/webjars/tabler__core/*/dist/css/tabler.min.css")[0]);
        var ours = text(files.getResource("classpath:static/css/rapport.css"));
        add("rapport.css", "@layer tabler, rapport;\n@layer tabler {\n" + tabler.replace("@charset \"UTF-8\";", "") + "\n}\n" + ours);
        add("htmx.js", text(files.getResources("classpath*:META-INF/resources/webjars/htmx.org/*/dist/htmx.min.js")[0]));
        add("sse.js", text(files.getResources("classpath*:META-INF/resources/webjars/htmx-ext-sse/*/sse.js")[0]));
        add("sortable.js", text(files.getResources("classpath*:META-INF/resources/webjars/sortablejs/*/modular/sortable.esm.js")[0]));
        add("icons.svg", text(files.getResource("classpath:static/icons/tabler.svg")));
        add("mark.svg", text(files.getResource("classpath:static/icons/mark.svg")));
        for (var script : files.getResources("classpath:static/js/**/*.js")) {
            add("js/" + script.getURL().getPath().replaceAll(".*/static/js/", ""), text(script));
        }
        release = fingerprint();
    }

    /** The folder that all assets of this release are under, e.g. {@code /assets/3f2a…}. */
    String folder() {
        return "/assets/" + release;
    }

    @GetMapping("/assets/{release}/{*path}")
    void asset(@PathVariable String release, @PathVariable String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var asset = assets.get(path.substring(1));
        if (asset == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        var current = release.equals(this.release); // an old page may ask for an old release: give it ours, but only this once
        response.setHeader("Cache-Control", current ? "public, max-age=31536000, immutable" : "no-cache");
        response.setHeader("Vary", "Accept-Encoding");
        response.setContentType(asset.type + ";charset=utf-8");
        var accepts = request.getHeader("Accept-Encoding");
        var body = asset.plain;
        if (accepts != null && accepts.contains("gzip")) {
            response.setHeader("Content-Encoding", "gzip");
            body = asset.packed;
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private void add(String name, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assets.put(name, new Asset(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), bytes, packed.toByteArray()));
    }

    private String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            assets.values().forEach(it -> digest.update(it.plain));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String text(Resource resource) throws IOException {
        return resource.getContentAsString(StandardCharsets.UTF_8);
    }
}
