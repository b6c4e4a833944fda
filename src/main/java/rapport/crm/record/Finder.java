package rapport.crm.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Viewer;
import rapport.people.Visibility;

/** Finds records by words: by what they hold first, and where that is little by what nearly is it. */
@Component
@Transactional(readOnly = true)
public class Finder {

    private static final int ENOUGH = 3;
    private static final int LEAST_FOR_TYPOS = 4;
    private static final int LEAST_DIGITS = 4;

    public record Found(UUID id, String title, @Nullable String note) {}

    private final Sight sight;
    private final JdbcClient jdbc;

    Finder(Sight sight, JdbcClient jdbc) {
        this.sight = sight;
        this.jdbc = jdbc;
    }

    /** By kind; kinds without a hit are missing. @param words two characters or more */
    public Map<Kind, List<Found>> find(Collection<Kind> kinds, String words, int most, Viewer viewer) {
        var visible = sight.of(viewer);
        var folded = Search.folded(words);
        var found = new EnumMap<Kind, List<Found>>(Kind.class);
        for (var kind : kinds) {
            var hits = new ArrayList<>(holding(kind, folded, most, visible));
            var digits = digits(folded);
            if (hits.size() < most && digits != null && kind != Kind.OPPORTUNITY && kind != Kind.PRODUCT) {
                add(hits, containing(kind, "%" + digits + "%", most, visible), most);
            }
            if (hits.size() < ENOUGH && folded.length() >= LEAST_FOR_TYPOS && digits == null) {
                add(hits, resembling(kind, folded, most, visible), most);
            }
            if (!hits.isEmpty()) {
                found.put(kind, hits);
            }
        }
        return found;
    }

    private static void add(List<Found> hits, List<Found> more, int most) {
        more.stream().filter(it -> hits.stream().noneMatch(hit -> hit.id.equals(it.id))).limit(most - hits.size()).forEach(hits::add);
    }

    /** Every word somewhere; two letters only where a word begins, for fewer letters than a trigram has find nothing in an index. */
    private List<Found> holding(Kind kind, String folded, int most, Visibility visible) {
        if (folded.length() == 2) {
            var hits = new ArrayList<>(containing(kind, escaped(folded) + "%", most, visible));
            add(hits, containing(kind, "% " + escaped(folded) + "%", most, visible), most);
            return hits;
        }
        return containing(kind, "%" + escaped(folded).replaceAll("\\s+", "%") + "%", most, visible);
    }

    /** Cut off before it is ordered: whoever has a thousand hits types on. */
    private List<Found> containing(Kind kind, String pattern, int most, Visibility visible) {
        return titled(kind, kind == Kind.OPPORTUNITY ? "(e.search like :pattern or e.account = any(array(select a.id from crm.account a where a.search like :pattern limit 100)))" : "e.search like :pattern", "", most, visible).param("pattern", pattern).param("begin", pattern.replaceFirst("^%", "")).query(Found.class).list();
    }

    private List<Found> resembling(Kind kind, String folded, int most, Visibility visible) {
        jdbc.sql("select set_config('pg_trgm.word_similarity_threshold', '0.5', true)").query((_, _) -> 0).list();
        return titled(kind, ":words <% e.search", "word_similarity(:words, e.search) desc, ", most, visible).param("words", folded).param("begin", folded).query(Found.class).list();
    }

    private JdbcClient.StatementSpec titled(Kind kind, String condition, String first, int most, Visibility visible) {
        return jdbc.sql("""
                        select e.id, %1$s as title, %2$s as note
                          from (select * from (select * from %3$s e where %4$s and %5$s and %6$s limit 200) e
                                 order by %7$se.search like :begin desc, length(e.search), e.id limit %8$d) e
                          %9$s""".formatted(Names.title(kind, "e"), note(kind), kind.table(), Sight.alive(kind, "e"), Sight.sql(kind, "e", visible), condition, first, most, joins(kind)))
                .param("visible", visible.ids());
    }

    private static String note(Kind kind) {
        return switch (kind) {
            case ACCOUNT -> "e.city";
            case CONTACT -> "concat_ws(' · ', at.name, e.email)";
            case LEAD -> "concat_ws(' · ', e.company, e.email)";
            case OPPORTUNITY -> "s.name";
            case PRODUCT -> "e.series";
            case ACTIVITY -> "null";
        };
    }

    private static String joins(Kind kind) {
        return Names.joins(kind, "e") + switch (kind) {
            case CONTACT -> " left join crm.account at on at.workspace = e.workspace and at.id = e.account";
            case OPPORTUNITY -> " left join crm.stage s on s.workspace = e.workspace and s.id = e.stage";
            default -> "";
        };
    }

    private static String escaped(String words) {
        return words.replaceAll("([%_\\\\])", "\\\\$1");
    }

    /** "(030) 555-12" is 3055512 wherever the number was kept with its country. */
    private static @Nullable String digits(String words) {
        var digits = words.replaceAll("[^0-9]", "").replaceFirst("^0+", "");
        return digits.length() >= LEAST_DIGITS && words.matches("[0-9+()/.\\s-]+") ? digits : null;
    }
}
