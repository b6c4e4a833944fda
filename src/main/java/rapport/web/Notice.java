package rapport.web;

import org.jspecify.annotations.Nullable;

/** A fact about this page that must not be overlooked. @param fix the link that mends it */
public record Notice(Tone tone, String icon, String title, String line, @Nullable Action fix) {}
