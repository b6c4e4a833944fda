package rapport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The content policy forbids inline script and style; templates must not rely on them, nor print what is not escaped. */
class TemplateRulesTest {

    private static final Pattern FORBIDDEN = Pattern.compile("\\$unsafe|<script>|<style| style=\"| on[a-z]+=\"|javascript:");
    private static final Pattern IN_PARAGRAPH = Pattern.compile("<p(?: [^>]*)?>(?:(?!</p>).)*?@template\\.web\\.(?:action|form)\\(", Pattern.DOTALL);
    private static final Pattern FORM = Pattern.compile("<form [^>]*method=\"post\"");

    @Test
    void noTemplateHasInlineScriptOrStyleOrUnescapedOutput() throws IOException {
        eachTemplate((path, text) -> assertThat(FORBIDDEN.matcher(text).results().map(MatchResult::group).filter(it -> !path.contains("/print/") || !it.equals("<style"))).as(path).isEmpty()); // paper has no policy, and no sheet of style beside it
    }

    @Test
    void everyFormThatPostsIsTheComponentThatCarriesTheCsrfToken() throws IOException {
        eachTemplate((path, text) -> {
            if (!path.endsWith("web/form.jte")) {
                assertThat(FORM.matcher(text).results().map(MatchResult::group)).as(path).isEmpty();
            }
        });
    }

    /** A browser ends the paragraph where the form begins, and lays out what nobody has written. */
    @Test
    void noFormStandsInAParagraph() throws IOException {
        eachTemplate((path, text) -> assertThat(IN_PARAGRAPH.matcher(text).results().map(MatchResult::group)).as(path).isEmpty());
    }

    private interface Check {
        void of(String path, String text);
    }

    private static void eachTemplate(Check check) throws IOException {
        try (var files = Files.walk(Path.of("src/main/jte"))) {
            for (var file : files.filter(it -> it.toString().endsWith(".jte")).toList()) {
                check.of(file.toString(), Files.readString(file));
            }
        }
    }
}
