package rapport.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import rapport.imports.dialect.Target;
import rapport.imports.reading.TableFile;
import rapport.imports.reading.Unreadable;

/** What a first reading finds, before any row is understood: how columns are written, which stages, colleagues and products are named. */
final class Survey {

    private static final int MOST_WORDS = 5_000;

    /** A stage as files name it. @param pipeline empty when no column says */
    record StageWord(String source, String pipeline, String stage) {}

    /** @param probability the sum of all, in percent @param said how many said one */
    record Seen(long rows, double probability, long said) {

        Seen and(Seen other) {
            return new Seen(rows + other.rows, probability + other.probability, said + other.said);
        }

        double mean() {
            return said == 0 ? Double.NaN : probability / said;
        }
    }

    final Map<StageWord, Seen> stages = new LinkedHashMap<>();
    final Map<String, Set<String>> owners = new TreeMap<>();

    /** By field: how many rows say each word. */
    final Map<String, Map<String, Long>> words = new HashMap<>();

    /** What products the files themselves bring, by source. */
    final Map<String, Set<String>> products = new HashMap<>();

    private final List<Problem> problems;

    Survey(List<Problem> problems) {
        this.problems = problems;
    }

    /** @return false when the file cannot be read to its end; why is among the problems */
    boolean read(Bound file) {
        try {
            file.table.read(new TableFile.Rows() {
                @Override
                public void row(long line, List<String> values) {
                    file.rows++;
                    see(file, values);
                }

                @Override
                public void fault(long line, List<String> values, String sentence) {
                    file.rows++; // told when it is read for good
                }
            });
            return true;
        } catch (Unreadable e) {
            problems.add(new Problem(file.name, e.line(), Problem.Weight.FILE, e.sentence()));
            return false;
        }
    }

    private void see(Bound file, List<String> values) {
        var stage = "";
        var pipeline = "";
        var probability = Double.NaN;
        for (var it : file.bindings) {
            var text = values.get(it.index()).strip();
            if (text.isEmpty()) {
                continue;
            }
            var manner = file.manners.get(it.index());
            if (manner != null) {
                manner.see(text);
            }
            switch (it.column().target()) {
                case "owner" -> remember(owners.computeIfAbsent(file.dialect.name(), _ -> new LinkedHashSet<>()), text);
                case "stage" -> stage = text;
                case "pipeline" -> pipeline = text;
                case "probability" -> probability = Cells.amount(text, false).map(amount -> amount.number().doubleValue()).orElse(Double.NaN);
                case "name" -> {
                    if (file.sheet.target() == Target.PRODUCT) {
                        remember(products.computeIfAbsent(file.dialect.name(), _ -> new LinkedHashSet<>()), text);
                    }
                }
                default -> { }
            }
            if (file.sheet.nearly().contains(it.column().target())) {
                count(it.column().target(), text);
            }
        }
        if (!stage.isEmpty() && stages.size() < MOST_WORDS) {
            var percent = probability <= 1 && !Double.isNaN(probability) ? probability * 100 : probability;
            stages.merge(new StageWord(file.dialect.name(), pipeline, stage), new Seen(1, Double.isNaN(percent) ? 0 : percent, Double.isNaN(percent) ? 0 : 1), Seen::and);
        }
    }

    private static void remember(Set<String> words, String word) {
        if (words.size() < MOST_WORDS) {
            words.add(word);
        }
    }

    private void count(String field, String word) {
        var counts = words.computeIfAbsent(field, _ -> new LinkedHashMap<>());
        if (counts.containsKey(word) || counts.size() < MOST_WORDS) {
            counts.merge(word, 1L, Long::sum);
        }
    }

    /** Where 3/4/2026 may be two days: what other columns of these files tell, else an answer, else a question. @return columns that stay open */
    static List<String> settle(Collection<Bound> files, Map<String, Boolean> answers) {
        var told = files.stream().flatMap(it -> it.manners.values().stream()).map(Manner::tellsMonthFirst).filter(java.util.Objects::nonNull).distinct().toList();
        var open = new ArrayList<String>();
        for (var file : files) {
            file.manners.forEach((index, manner) -> {
                var key = "%s/%s".formatted(file.name, file.header(index));
                manner.say(told.size() == 1 ? told.getFirst() : answers.get(key));
                if (manner.isOpen()) {
                    open.add(key);
                }
            });
        }
        return open;
    }
}
