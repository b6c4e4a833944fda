package rapport.imports.dialect;

import java.util.List;

/**
 * What a column means.
 *
 * @param headers as any edition of the system writes it, in normal form
 * @param target a field's column, or a word of {@link Sheet} such as {@code key}
 * @param by how a reference names what it means: id, name, email; empty for everything else
 */
public record Column(List<String> headers, String target, String by) {

    static Column of(List<String> headers, String words) {
        var split = words.split(" by ", 2);
        return new Column(headers.stream().map(Headers::normal).toList(), split[0].strip(), split.length == 1 ? "" : split[1].strip());
    }

    public boolean isReference() {
        return !by.isEmpty();
    }
}
