package rapport.web;

import org.jspecify.annotations.Nullable;

/** Nothing here yet: the fact, one sentence that teaches, one step. */
public record EmptyState(String title, String sentence, @Nullable Action step) {}
