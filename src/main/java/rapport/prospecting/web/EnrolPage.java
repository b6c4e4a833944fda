package rapport.prospecting.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.crm.record.RecordList;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.web.FieldView;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;

/** Whom to bring into a play. @param fault what is wrong with the choice */
public record EnrolPage(PageHead head, String path, List<Choice> people, FieldView filter, @Nullable String fault) implements Part {

    public record Choice(String id, String name, String line) {}

    static EnrolPage of(Plays.Play play, List<RecordList.Row> people, String filter, @Nullable String fault) {
        return new EnrolPage(PageHead.of("Bring people in", "Into “%s”. Who is in a play already, or wants to hear nothing more, is left out and named.".formatted(play.name())).under("Plays", "/prospecting/plays").under(play.name(), "/prospecting/plays/" + play.id()),
                "/prospecting/plays/%s/people".formatted(play.id()), people.stream().map(it -> new Choice(it.id().toString(), it.title(), line(it))).toList(), FieldView.of("filter", filter), fault);
    }

    private static String line(RecordList.Row it) {
        return String.join(" · ", java.util.stream.Stream.of("title", "email", "mobile", "phone").map(column -> it.values().get(column)).filter(String.class::isInstance).map(String.class::cast).limit(3).toList());
    }

    static String words(Enrolments.Taken it) {
        var words = "%s in it now%s.".formatted(Say.count(it.enrolled(), "person is", "people are"), it.held() == 0 ? "" : ", %s to be looked at".formatted(Say.count(it.held())));
        return it.left().isEmpty() ? words : "%s Left out: %s%s".formatted(words, String.join(" ", it.left().stream().limit(3).toList()), it.left().size() > 3 ? " And %d more.".formatted(it.left().size() - 3) : "");
    }

    @Override
    public String template() {
        return "prospecting/play/people";
    }
}
