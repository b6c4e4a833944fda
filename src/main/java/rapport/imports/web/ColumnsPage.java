package rapport.imports.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import rapport.imports.ImportId;
import rapport.imports.Matching;
import rapport.imports.Planning.Asked;
import rapport.imports.dialect.Target;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;

/** What the columns of an unknown file mean: guessed, and to be put right. */
public record ColumnsPage(PageHead head, String action, List<Option> kinds, String kind, List<ColumnLine> columns, @Nullable String wrong) implements Part {

    /** @param name of the form's field @param sample a value, so that people see what they speak of */
    public record ColumnLine(String name, String header, @Nullable String sample, List<Option> meanings, String chosen) {}

    private static final Map<String, String> WORDS = Map.ofEntries(Map.entry("key", "Its id there"), Map.entry("full_name", "Whole name"), Map.entry("sort", "Kind of activity"), Map.entry("said", "Status"),
            Map.entry("status", "Open, won or lost"), Map.entry("why lost", "Why lost"), Map.entry("postcode", "Postcode"), Map.entry("lead_source", "Came by"), Map.entry("sector", "Industry"),
            Map.entry("never email", "Wants no e-mail (yes or no)"), Map.entry("never phone", "Wants no calls (yes or no)"), Map.entry("never fax", "Wants no fax (yes or no)"), Map.entry("closes_on", "Closes"),
            Map.entry("engaged_on", "Engaged"), Map.entry("happens_at", "When"), Map.entry("due_on", "Due"), Map.entry("hours:minutes", "Duration (00:30)"), Map.entry("email", "E-mail"),
            Map.entry("description", "Notes"), Map.entry("phone", "Phone"), Map.entry("created_at", "Added"), Map.entry("amount", "Value"), Map.entry("done", "Done (yes or no)"));

    static ColumnsPage of(ImportId id, int position, Asked asked, String kind, @Nullable String wrong) {
        var target = asked.meanings().keySet().stream().filter(it -> it.name().equals(kind)).findFirst().orElse(asked.matching().target());
        var matched = asked.guesses().getOrDefault(target, Map.of());
        var meanings = Stream.concat(Stream.of(Option.of("", "Leave out")), asked.meanings().get(target).stream().map(it -> Option.of(it, words(it)))).toList();
        var columns = IntStream.range(0, asked.header().size()).filter(i -> !asked.header().get(i).isBlank())
                .mapToObj(i -> new ColumnLine("column." + i, asked.header().get(i), asked.samples().get(asked.header().get(i)), meanings, matched.getOrDefault(asked.header().get(i), ""))).toList();
        var lede = asked.remembered() ? "As you said the last time a file had these headers." : "Guessed from the headers. Put right what is wrong; files with the same headers will be read alike from then on.";
        return new ColumnsPage(PageHead.of(asked.file(), lede).under("Import", "/imports").under("Rehearsal", "/imports/" + id), "/imports/%s/files/%d".formatted(id, position),
                asked.meanings().keySet().stream().map(it -> Option.of(it.name(), it.many())).toList(), target.name(), columns, wrong);
    }

    /** What a form says. A kind that is none is what was guessed. */
    static Matching matching(Asked asked, String kind, MultiValueMap<String, String> form) {
        var target = asked.meanings().keySet().stream().filter(it -> it.name().equals(kind)).findFirst().orElse(Target.CONTACT);
        var columns = new LinkedHashMap<String, String>();
        for (var i = 0; i < asked.header().size(); i++) {
            var said = form.getFirst("column." + i);
            if (said != null && asked.meanings().get(target).contains(said)) {
                columns.put(asked.header().get(i), said);
            }
        }
        return new Matching(target, columns);
    }

    private static String words(String meaning) {
        var plain = meaning.replace(" by name", "").replace(" by email", " (e-mail)").replace(" by id", " (id there)").replaceFirst("^custom\\.", "");
        var known = WORDS.get(plain);
        return known != null ? known : plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1).replace('_', ' ');
    }

    @Override
    public String template() {
        return "imports/run/columns";
    }
}
