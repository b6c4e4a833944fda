package rapport.web;

/** Asked only where nothing can be undone: what disappears, what stays, the safe answer first. */
public record Dialog(String id, String title, String sentence, String keep, Action end) {}
