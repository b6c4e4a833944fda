package rapport.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import rapport.imports.dialect.Words;

/** What rows say about people: names in one cell, several addresses, what they do not want. */
final class PersonWords {

    /** Small words that belong to the name behind them. */
    private static final Set<String> PARTICLES = Set.of("van", "von", "de", "der", "den", "del", "della", "da", "di", "du", "la", "le", "ter", "ten", "zu", "af", "bin", "al", "st.", "dos", "das");

    private static final Set<String> NOBODY = Set.of("n/a", "na", "-", "–", "none", "null", "unknown", ".");

    private PersonWords() {}

    static void fill(RowCells cells, Draft draft, BiConsumer<Draft, String> left) {
        cells.text("full_name").filter(it -> !NOBODY.contains(it.toLowerCase(Locale.ROOT))).ifPresent(it -> name(it, draft));
        emails(cells, draft, left);
        refusals(cells, draft);
        if (draft.values().containsKey("status")) {
            status(cells, draft);
        }
    }

    /** What one part does not say the whole name says: the other part is the rest of it. */
    private static void name(String full, Draft draft) {
        var first = (String) draft.values().get("first_name");
        var last = (String) draft.values().get("last_name");
        if (first == null && last == null) {
            split(full, draft);
        } else if (first == null) {
            draft.values().put("first_name", rest(full, last));
        } else if (last == null) {
            draft.values().put("last_name", rest(full, first));
        }
    }

    private static @Nullable String rest(String full, String part) {
        var rest = full.replace(part, "").replaceAll("\\s+", " ").strip();
        return rest.isEmpty() || rest.equals(part) ? null : rest;
    }

    private static void split(String name, Draft draft) {
        var plain = name.replaceAll("\\s+", " ").strip();
        var comma = plain.indexOf(", ");
        if (comma > 0 && !plain.substring(comma).matches("(?i), (jr|sr|ii|iii|phd|md)\\.?")) {
            put(draft, plain.substring(comma + 2), plain.substring(0, comma));
            return;
        }
        var words = plain.split(" ");
        var from = words.length - 1;
        while (from > 1 && PARTICLES.contains(words[from - 1].toLowerCase(Locale.ROOT))) {
            from--;
        }
        var first = String.join(" ", List.of(words).subList(0, from));
        put(draft, first, String.join(" ", List.of(words).subList(from, words.length)));
    }

    private static void put(Draft draft, String first, String last) {
        draft.values().put("first_name", first.isBlank() ? null : first);
        draft.values().put("last_name", last.isBlank() ? null : last);
    }

    private static void emails(RowCells cells, Draft draft, BiConsumer<Draft, String> left) {
        if (!draft.values().containsKey("email")) {
            return;
        }
        var all = new ArrayList<String>();
        for (var target : List.of("email", "other_emails")) {
            for (var cell : cells.all(target)) {
                var found = Drafting.mailboxes(cell.text());
                if (found.isEmpty() && !NOBODY.contains(cell.text().toLowerCase(Locale.ROOT))) {
                    left.accept(draft, "“%s” in column %s is no e-mail address; it was left out.".formatted(Drafting.shortened(cell.text()), cell.header()));
                }
                found.stream().filter(it -> !all.contains(it)).forEach(all::add);
            }
        }
        draft.values().put("email", all.isEmpty() ? null : all.getFirst());
        if (draft.values().containsKey("other_emails")) {
            draft.values().put("other_emails", List.copyOf(all.subList(Math.min(1, all.size()), all.size())));
        }
    }

    private static void refusals(RowCells cells, Draft draft) {
        if (draft.values().containsKey("refused")) {
            var refused = new ArrayList<String>();
            for (var channel : List.of("email", "phone", "fax")) {
                if (cells.text("never " + channel).flatMap(it -> Words.of("yes", it)).filter("YES"::equals).isPresent()) {
                    refused.add(channel.toUpperCase(Locale.ROOT));
                }
            }
            draft.values().put("refused", refused);
        }
    }

    /** Their words stay beside ours. */
    private static void status(RowCells cells, Draft draft) {
        var converted = cells.text("converted").flatMap(it -> Words.of("yes", it)).filter("YES"::equals).isPresent();
        var said = cells.text("said");
        var status = converted ? "ACCEPTED" : said.flatMap(it -> Words.in("lead status", it)).orElse("NEW");
        draft.values().put("status", status);
        if (status.equals("RETURNED") && draft.values().containsKey("reason")) {
            draft.values().put("reason", said.orElse(null));
        }
    }
}
