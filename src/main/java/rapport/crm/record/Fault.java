package rapport.crm.record;

/** What is wrong with a field, as a sentence. @param field its name; empty when it is about the whole record */
public record Fault(String field, String sentence) {}
