package rapport.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import gg.jte.resolve.DirectoryCodeResolver;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/** Renders JTE templates: compiled into the jar, or read from src/main/jte on every request while developing. */
@Configuration(proxyBeanMethods = false)
class JteViews {

    @Bean
    TemplateEngine templateEngine(@Value("${rapport.templates.live:false}") boolean live) {
        return live
                ? TemplateEngine.create(
                        new DirectoryCodeResolver(Path.of("src/main/jte")),
                        Path.of("target/jte-live"),
                        ContentType.Html,
                        JteViews.class.getClassLoader())
                : TemplateEngine.createPrecompiled(ContentType.Html);
    }

    @Bean
    ViewResolver templateViews(TemplateEngine engine, Shells shells) {
        return new TemplateViews(engine, shells);
    }

    /** Knows a view when there is a template of that name, and leaves {@code redirect:} and the rest to Spring. */
    record TemplateViews(TemplateEngine engine, Shells shells) implements ViewResolver, Ordered {

        @Override
        public @Nullable View resolveViewName(String name, Locale locale) {
            var template = name + ".jte";
            return engine.hasTemplate(template) ? view(name, template) : null;
        }

        private View view(String name, String template) {
            return (model, request, response) -> {
                Shell.provide(request, SingletonSupplier.of(() -> shells.of(request)));
                var html = new Utf8ByteOutput(); // whole part first: a template that throws must not leave half a page
                engine.render(template, model.get("part"), html);
                response.setContentType(MediaType.TEXT_HTML_VALUE);
                response.setCharacterEncoding(StandardCharsets.UTF_8);
                if (!name.contains("/_")) { // a whole page: the flash is on it, and nothing follows
                    Flashes.clear(request, response);
                    response.setContentLength(html.getContentLength());
                }
                // In one piece: each of its thousand pieces would pass through every wrapper between here and the socket.
                var page = new ByteArrayOutputStream(html.getContentLength());
                html.writeTo(page);
                page.writeTo(response.getOutputStream());
            };
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }
}
