package rapport.prospecting.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.prospecting.plays.Previews;
import rapport.web.Part;
import rapport.web.Say;

/** A step's words as somebody would read them, and how many it would hold for want of what they name. @param fault what is wrong with the words */
public record PreviewPart(@Nullable String fault, String to, String subject, List<String> lines, List<String> missing) implements Part {

    static PreviewPart of(Previews.Preview it) {
        return new PreviewPart(it.fault(), it.to() == null ? "Nobody here has an e-mail address yet; this is how it stands." : "As %s would read it".formatted(it.to()), it.subject(), it.body().lines().filter(line -> !line.isBlank()).toList(),
                it.lacking().entrySet().stream().map(field -> "Of %s nobody knows the %s: they would be held until somebody adds it, or writes a word that stands in, such as {{%s|…}}.".formatted(Say.count(field.getValue(), "person", "people"), field.getKey().replace('_', ' '), field.getKey())).toList());
    }

    @Override
    public String template() {
        return "prospecting/play/_preview";
    }
}
