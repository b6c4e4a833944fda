package rapport.imports.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** All dialects there are, and which one a header speaks. */
@Component
public class Dialects {

    /** The vocabulary an unknown spreadsheet is guessed with. */
    public static final String SPREADSHEET = "Spreadsheet";

    /** @param key how many headers told it apart @param understood how many of {@code all} columns mean something */
    public record Recognised(Dialect dialect, Sheet sheet, int key, int understood, int all) {}

    private final List<Dialect> dialects;

    Dialects() throws IOException {
        this.dialects = Arrays.stream(new PathMatchingResourcePatternResolver().getResources("classpath*:rapport/imports/*.txt")).filter(it -> !"words.txt".equals(it.getFilename()))
                .map(Dialects::read).sorted(Comparator.comparingInt(Dialect::order).thenComparing(Dialect::name)).toList();
    }

    private static Dialect read(Resource resource) {
        try {
            return new DialectReader(String.valueOf(resource.getFilename())).read(resource.getContentAsString(StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sheet that most headers tell apart. */
    public Optional<Recognised> recognise(List<String> header) {
        var headers = normal(header);
        return dialects.stream().flatMap(dialect -> dialect.sheets().stream().filter(it -> it.fits(headers) > 0)
                        .map(it -> new Recognised(dialect, it, it.fits(headers), (int) it.understood(headers), header.size())))
                .max(Comparator.comparingInt(Recognised::key).thenComparing(Recognised::understood).thenComparing(it -> -it.dialect.order()));
    }

    public Dialect spreadsheet() {
        return dialects.stream().filter(it -> it.name().equals(SPREADSHEET)).findFirst().orElseThrow();
    }

    public List<String> systems() {
        return dialects.stream().map(Dialect::name).filter(it -> !it.equals(SPREADSHEET)).distinct().toList();
    }

    private static Set<String> normal(List<String> header) {
        return header.stream().map(Headers::normal).filter(it -> !it.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
