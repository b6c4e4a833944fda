package rapport.imports;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Colleagues as files call them: by the id there, by address, by name, by alias. A name two people have means nobody. */
final class OwnerBook {

    private static final UUID TWO = new UUID(0, 0);

    private final Map<String, UUID> byWord = new HashMap<>();

    /** @param source the system whose ids these are; null for names and addresses, which mean the same everywhere */
    void add(@Nullable String source, @Nullable String word, UUID person) {
        if (word == null || word.isBlank()) {
            return;
        }
        var key = source == null ? folded(word) : source + "\n" + word;
        byWord.merge(key, person, (old, now) -> old.equals(now) ? old : TWO);
    }

    Optional<UUID> find(String source, String word) {
        return Optional.ofNullable(byWord.get(source + "\n" + word)).or(() -> Optional.ofNullable(byWord.get(source + "\n" + Drafting.fifteen(word))))
                .or(() -> Optional.ofNullable(byWord.get(folded(word)))).or(() -> mailbox(word)).filter(it -> !it.equals(TWO));
    }

    /** freja.lindholt@… is Freja Lindholt, where there is one. */
    private Optional<UUID> mailbox(String word) {
        var at = word.indexOf('@');
        return at < 1 ? Optional.empty() : Optional.ofNullable(byWord.get(folded(word.substring(0, at).replaceAll("[._]+", " "))));
    }

    static String folded(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFKD).replaceAll("\\p{M}", "").strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /** What a mailbox says of its owner: "freja.lindholt@pinevale.example" is "Freja Lindholt". */
    static String nameOf(String word) {
        var at = word.indexOf('@');
        if (at < 1) {
            return word.strip().replaceAll("\\s+", " ");
        }
        var name = new StringBuilder();
        for (var part : word.substring(0, at).split("[._]+")) {
            name.append(name.isEmpty() ? "" : " ").append(part.isEmpty() ? "" : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return name.toString();
    }
}
