package rapport.crm.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.web.Badge;
import rapport.web.Part;
import rapport.web.Who;

/**
 * The board itself, which a move draws anew.
 *
 * @param moves where a card is sent to, with the address of the board so that it comes back the same
 * @param changes whether the reader may move anything
 */
public record BoardPart(List<Lane> lanes, String total, String moves, List<Target> targets, boolean changes) implements Part {

    /** @param owner null on a board without lanes */
    public record Lane(@Nullable Who owner, String sum, List<Column> columns) {}

    /** @param stage null where nothing is moved to: what is won */
    public record Column(@Nullable String stage, String title, String count, String sum, @Nullable String evidence, List<Card> cards, @Nullable String more, @Nullable String moreWords, String list) {}

    public record Card(String id, String title, String href, @Nullable String line, String value, @Nullable Badge badge, @Nullable String days, @Nullable Who owner) {}

    /** @param key what is pressed */
    public record Target(String stage, String name, String key) {}

    @Override
    public String template() {
        return "crm/board/_board";
    }
}
