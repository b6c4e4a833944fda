package rapport.crm.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.Input;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Table;

/**
 * One record: what it is, what belongs to it, and everything that happened.
 *
 * @param notice what one should know first, such as that it lies in the bin
 * @param steps where it can go from here; null when it goes nowhere
 * @param log where something that happened is written down; null where the reader changes nothing
 */
public record RecordPage(PageHead head, @Nullable String notice, @Nullable Action restore, List<Fact> facts, @Nullable Steps steps, List<Pairs> pairs, List<Related> related, @Nullable Log log,
        @Nullable Deciders deciders, List<String> panels, @Nullable Files files, TimelinePart timeline, String why, @Nullable String bin) implements Part {

    /** @param note second words, quiet */
    public record Fact(String label, @Nullable String value, @Nullable String href, @Nullable Badge badge, @Nullable String note) {}

    public record Pairs(String heading, List<Pair> pairs) {}

    public record Pair(String label, String value, @Nullable String href) {}

    /** Who takes part in the decision. @param action where one more is named; null where the reader changes nothing */
    public record Deciders(List<Decider> all, @Nullable String action, Input contact, List<Option> roles) {}

    public record Decider(String name, String href, @Nullable String title, String role, @Nullable String end) {}

    /** @param action where one is added; null where the reader changes nothing */
    public record Files(List<Attached> all, @Nullable String action) {}

    public record Attached(String name, String href, String note, @Nullable String take) {}

    /** What belongs to it. @param add where one more is written down */
    public record Related(String title, @Nullable String evidence, Table table, @Nullable String add) {}

    /** @param track the stages with where it stands @param moves addresses that move it when posted to */
    public record Steps(List<Step> track, @Nullable Closing closing, @Nullable Action reopen) {}

    /** @param action posted to with the stage's id; null where the reader changes nothing */
    public record Step(String name, String stage, boolean passed, boolean current, @Nullable String action, int number) {}

    public record Closing(String action, List<Option> ways, Input on, Input competitor, Input learned) {}

    /** @param hidden what it is about, as names and values */
    public record Log(String action, List<Option> sorts) {}

    @Override
    public String template() {
        return "crm/record/show";
    }
}
