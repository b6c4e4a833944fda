package rapport.web;

import java.util.List;

/**
 * A picture over a table: the title is the question, the sentence says what to do, the table is there without the picture.
 *
 * @param values one a label, in the order of labels
 */
public record Plot(String id, String title, String sentence, String unit, List<String> labels, List<String> values) {

    public Plot {
        labels = List.copyOf(labels);
        values = List.copyOf(values);
    }
}
