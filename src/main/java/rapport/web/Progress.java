package rapport.web;

/** Long work on its way. @param words "Opportunities: 6,210 of 8,800" @param rate "2,950 rows/s" */
public record Progress(String words, String rate, long done, long all) {}
