package rapport.prospecting.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rapport.crm.record.RecordList;
import rapport.crm.record.View;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.web.FieldView;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;

/** Whom to bring into a play. @param views the saved lists they are chosen from @param everybody what brings in all of the list; null when all are shown anyway @param fault what is wrong with the choice */
public record EnrolPage(PageHead head, String path, List<OutgoingPage.Tab> views, String view, List<Choice> people, FieldView find, @Nullable String everybody, @Nullable String fault) implements Part {

    /** @param taken the play they are in already: nobody is in two at once */
    public record Choice(String id, String name, String line, @Nullable String taken) {}

    static EnrolPage of(Plays.Play play, List<View> views, View view, RecordList.Page page, Map<UUID, String> taken, String find, @Nullable String fault) {
        var path = "/prospecting/plays/%s/people".formatted(play.id());
        return new EnrolPage(PageHead.of("Bring people in", "Into “%s”. Who is in a play already, or wants to hear nothing more, is left out and named.".formatted(play.name())).under("Plays", "/prospecting/plays").under(play.name(), "/prospecting/plays/" + play.id()),
                path, views.stream().map(it -> new OutgoingPage.Tab(it.name(), path + "?view=" + it.key(), it.key().equals(view.key()))).toList(), view.key(), page.items().stream().map(it -> new Choice(it.id().toString(), it.title(), line(it), taken.get(it.id()))).toList(), FieldView.of("find", find),
                page.total() < 2 ? null : "Bring in all %s%s".formatted(Say.count(page.total()), page.totalIsExact() ? "" : "+"), fault);
    }

    private static String line(RecordList.Row it) {
        return String.join(" · ", Stream.of("title", "email", "mobile", "phone").map(column -> it.values().get(column)).filter(String.class::isInstance).map(String.class::cast).limit(3).toList());
    }

    static String words(Enrolments.Taken it) {
        var words = "%s in it now%s.".formatted(Say.count(it.enrolled(), "person is", "people are"), it.held() == 0 ? "" : ", %s to be looked at".formatted(Say.count(it.held())));
        return it.left().isEmpty() ? words : "%s Left out: %s%s".formatted(words, String.join(" ", it.left().stream().limit(3).toList()), it.left().size() > 3 ? " And %s more.".formatted(Say.count(it.left().size() - 3)) : "");
    }

    @Override
    public String template() {
        return "prospecting/play/people";
    }
}
