package rapport.prospecting.paper;

import java.util.List;

/**
 * A letter as it stands on paper.
 *
 * @param paper A4, with the window of DIN 5008 form B; or LETTER, with that of a number 10 envelope
 * @param code what is typed when it is posted
 */
public record Sheet(String touch, String code, String paper, List<String> sender, String returnLine, List<String> recipient, String dated, String subject, List<String> paragraphs, String signature) {

    public Sheet {
        sender = List.copyOf(sender);
        recipient = List.copyOf(recipient);
        paragraphs = List.copyOf(paragraphs);
    }

    /** What empty lines lie between. */
    static List<String> paragraphs(String body) {
        return List.of(body.strip().split("\\R\\s*\\R"));
    }

    /** The touch's id as a square of dots. */
    public String square() {
        return Press.square(touch);
    }

    public boolean isA4() {
        return paper.equals("A4");
    }

    /** In two halves, as people read it. */
    public String shownCode() {
        return code.substring(0, 4) + "-" + code.substring(4);
    }
}
