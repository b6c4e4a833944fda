package rapport.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rapport.crm.Pipeline;
import rapport.crm.Stage;
import rapport.imports.Survey.Seen;
import rapport.imports.Survey.StageWord;
import rapport.imports.dialect.Dialect;
import rapport.imports.dialect.Headers;
import rapport.imports.dialect.Words;
import rapport.kernel.Ids;

/**
 * Which stage of which pipeline a word in a file means: as somebody decided, else one of that name, else one of a pipeline that the
 * import brings with it, in the order and with the chances the other system gave.
 */
final class StageBook {

    /** @param fresh whether the import brings it */
    record Place(UUID pipeline, UUID stage, String name, boolean fresh) {}

    /** A pipeline the import brings, or adds stages to. */
    record Fresh(UUID id, String name, boolean added, List<Stage> stages) {}

    private final Map<StageWord, Place> places = new LinkedHashMap<>();
    private final Map<String, Place> last = new HashMap<>();
    private final Map<String, Fresh> fresh = new LinkedHashMap<>();
    private final ImportId id;
    private final List<Pipeline> pipelines;

    StageBook(ImportId id, List<Pipeline> pipelines) {
        this.id = id;
        this.pipelines = pipelines;
    }

    /** @param dialects of the files that can be read; words of others are left out @param decided which stage a word was said to mean, by source and word in normal form */
    void read(List<Dialect> dialects, Map<StageWord, Seen> seen, Map<String, UUID> decided) {
        var byPipeline = new LinkedHashMap<String, List<StageWord>>();
        seen.keySet().forEach(it -> byPipeline.computeIfAbsent(it.source() + "\n" + it.pipeline(), _ -> new ArrayList<>()).add(it));
        byPipeline.values().forEach(words -> dialects.stream().filter(it -> it.name().equals(words.getFirst().source())).findFirst().ifPresent(it -> read(it, words, seen, decided)));
    }

    private void read(Dialect dialect, List<StageWord> all, Map<StageWord, Seen> seen, Map<String, UUID> decided) {
        var first = all.getFirst();
        var words = all.stream().filter(it -> Words.of("outcome", it.stage()).filter(word -> !word.equals("OPEN")).isEmpty()).toList();
        var open = words.stream().filter(it -> !decided.containsKey(key(it))).toList();
        words.stream().filter(it -> decided.containsKey(key(it))).forEach(it -> known(decided.get(key(it))).ifPresent(stage -> places.put(it, place(stage))));
        var rest = words.stream().filter(it -> !places.containsKey(it)).toList();
        var pipeline = existing(first, rest.isEmpty() ? open : rest);
        if (pipeline.isPresent()) {
            rest.forEach(it -> pipeline.get().stages().stream().filter(stage -> same(stage.name(), label(it))).findFirst().ifPresent(stage -> places.put(it, place(stage))));
        }
        var missing = rest.stream().filter(it -> !places.containsKey(it)).toList();
        if (!missing.isEmpty() || words.isEmpty() && pipeline.isEmpty() && places.isEmpty()) {
            bring(dialect, first, missing, seen, pipeline);
        }
        var highest = highest(first, pipeline);
        if (highest != null) {
            last.put(first.source() + "\n" + first.pipeline(), highest);
        }
    }

    /** One of the name the file gives; else one that has every stage the file names. */
    private Optional<Pipeline> existing(StageWord first, List<StageWord> words) {
        if (!first.pipeline().isEmpty()) {
            return pipelines.stream().filter(it -> same(it.name(), first.pipeline())).findFirst();
        }
        return pipelines.stream().filter(it -> !words.isEmpty() && words.stream().allMatch(word -> it.stages().stream().anyMatch(stage -> same(stage.name(), label(word))))).findFirst()
                .or(() -> pipelines.stream().filter(it -> same(it.name(), first.source())).findFirst());
    }

    private void bring(Dialect dialect, StageWord first, List<StageWord> missing, Map<StageWord, Seen> seen, Optional<Pipeline> pipeline) {
        var name = pipeline.map(Pipeline::name).orElse(first.pipeline().isEmpty() ? dialect.name() : first.pipeline());
        var brought = fresh.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new Fresh(pipeline.map(Pipeline::id).orElseGet(() -> Ids.derived(id.value(), "pipeline/" + name)), name, pipeline.isEmpty(), new ArrayList<>()));
        var names = new LinkedHashSet<String>();
        if (pipeline.isEmpty() && first.pipeline().isEmpty() && missing.stream().anyMatch(it -> dialect.stages().stream().anyMatch(known -> same(known.stage(), label(it))))) {
            dialect.stages().forEach(it -> names.add(it.stage()));
        }
        missing.stream().sorted(Comparator.comparingDouble(it -> chance(dialect, it, seen))).forEach(it -> {
            if (names.stream().noneMatch(known -> same(known, label(it)))) {
                names.add(label(it));
            }
        });
        if (names.isEmpty()) {
            names.add("Open");
        }
        var from = pipeline.map(it -> it.stages().size()).orElse(0) + brought.stages.size();
        for (var each : names) {
            var word = missing.stream().filter(it -> same(label(it), each)).findFirst();
            var chance = word.map(it -> chance(dialect, it, seen)).orElseGet(() -> (double) dialect.stages().stream().filter(it -> same(it.stage(), each)).mapToInt(Dialect.Known::probability).findFirst().orElse(50));
            var stage = new Stage(Ids.derived(id.value(), "stage/" + name + "/" + each), brought.id, each.length() > 60 ? each.substring(0, 60) : each, from++, (int) Math.max(0, Math.min(100, Math.round(chance))), List.of());
            brought.stages.add(stage);
            word.ifPresent(_ -> missing.stream().filter(it -> same(label(it), each)).forEach(it -> places.put(it, new Place(brought.id, stage.id(), stage.name(), true))));
        }
    }

    /** As the system knows it, else as the file says on average, else as rows come. */
    private static double chance(Dialect dialect, StageWord word, Map<StageWord, Seen> seen) {
        var known = dialect.stages().stream().filter(it -> same(it.stage(), label(word))).mapToInt(Dialect.Known::probability).findFirst();
        var mean = seen.get(word).mean();
        return known.isPresent() ? known.getAsInt() : Double.isNaN(mean) ? 50 : mean;
    }

    private @Nullable Place highest(StageWord first, Optional<Pipeline> pipeline) {
        var name = pipeline.map(Pipeline::name).orElse(first.pipeline().isEmpty() ? first.source() : first.pipeline()).toLowerCase(Locale.ROOT);
        if (fresh.get(name) instanceof Fresh brought && !brought.stages.isEmpty()) {
            var stage = brought.stages.getLast();
            return new Place(brought.id, stage.id(), stage.name(), true);
        }
        return pipeline.or(() -> pipelines.stream().findFirst()).map(it -> place(it.stages().getLast())).orElse(null);
    }

    /** Where an opportunity stands; one that closed stands in the last stage, for nobody says from where it closed. */
    Place at(String source, String pipeline, @Nullable String stage) {
        var word = stage == null ? null : places.get(new StageWord(source, pipeline, stage));
        if (word != null) {
            return word;
        }
        var closed = stage != null && closes(stage);
        if (stage != null && !closed && step(source, stage).isPresent()) {
            return step(source, stage).get();
        }
        var end = last.get(source + "\n" + pipeline);
        if (end != null && closed) {
            return end;
        }
        return places.entrySet().stream().filter(it -> it.getKey().source().equals(source) && it.getKey().pipeline().equals(pipeline)).map(Map.Entry::getValue).findFirst()
                .or(() -> Optional.ofNullable(end)).orElseGet(() -> place(pipelines.getFirst().first()));
    }

    /** Whether a word for a stage says that it closed, and not where it stood. */
    boolean closes(String stage) {
        return Words.of("outcome", stage).filter(it -> !it.equals("OPEN")).isPresent();
    }

    /** A step's stage, whatever pipeline its opportunity is in; empty for one that closes. */
    Optional<Place> step(String source, String stage) {
        return places.entrySet().stream().filter(it -> it.getKey().source().equals(source) && same(it.getKey().stage(), stage)).map(Map.Entry::getValue).findFirst()
                .or(() -> fresh.values().stream().flatMap(it -> it.stages.stream()).filter(it -> same(it.name(), stage)).findFirst().map(it -> new Place(it.pipeline(), it.id(), it.name(), true)))
                .or(() -> pipelines.stream().flatMap(it -> it.stages().stream()).filter(it -> same(it.name(), stage)).findFirst().map(StageBook::place));
    }

    List<Fresh> fresh() {
        return List.copyOf(fresh.values());
    }

    /** What each word of the files is taken for, in their order. */
    Map<StageWord, Place> places() {
        return places;
    }

    private Optional<Stage> known(UUID stage) {
        return pipelines.stream().flatMap(it -> it.stages().stream()).filter(it -> it.id().equals(stage)).findFirst();
    }

    private static Place place(Stage stage) {
        return new Place(stage.pipeline(), stage.id(), stage.name(), false);
    }

    static String key(StageWord word) {
        return word.source() + "/" + Headers.normal(word.stage());
    }

    /** Internal ids of some systems read as their labels. */
    private static String label(StageWord word) {
        return Words.of("stage id", word.stage()).orElse(word.stage());
    }

    private static boolean same(String a, String b) {
        return Headers.normal(a).equals(Headers.normal(b));
    }
}
