package rapport.web;

import org.jspecify.annotations.Nullable;

/** One word in a pill; the colour never stands alone. @param icon a Tabler icon's name */
public record Badge(String word, Tone tone, @Nullable String icon) {

    public static Badge of(String word) {
        return new Badge(word, Tone.NORMAL, null);
    }

    public static Badge of(String word, Tone tone) {
        return new Badge(word, tone, null);
    }
}
