package rapport.prospecting.web;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Viewer;
import rapport.prospecting.dispatch.Tally;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.Option;
import rapport.web.Part;
import rapport.web.Say;

/** What was tried to reach a contact, beside their page. @param next the play they are in, what comes next and why @param actions what to do next; none for whoever only reads @param plays they can be brought into; none when they are in one */
public record TallyPart(String id, String title, String line, @Nullable String last, List<Action> actions, List<Next> next, String contact, List<Option> plays) implements Part {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    /** @param when on the viewer's clock; null when nothing is planned */
    public record Next(String play, String href, Badge state, String because, @Nullable String when) {}

    static TallyPart of(UUID contact, Tally it, List<Enrolments.Row> plays, List<Plays.Play> all, Viewer viewer, Clock clock) {
        var next = plays.stream().map(row -> new Next(row.playName(), "/prospecting/plays/" + row.play(), PlayPage.badge(row.state()), row.because(), row.dueAt() == null ? null : Say.moment(row.dueAt(), viewer, clock) + " on your clock")).toList();
        var actions = viewer.role().sells() ? List.of(Action.second("Call them", "/prospecting/calls/" + contact).with("phone"), Action.second("Write to them", "/prospecting/mails/new?contact=" + contact).with("mail"), Action.quiet("Ways around", "/prospecting/routes?contact=" + contact)) : List.<Action>of();
        var open = next.isEmpty() && viewer.role().sells() ? all.stream().filter(play -> play.live() != null).map(play -> Option.of(play.id().toString(), play.name())).toList() : List.<Option>of();
        if (it.firstAt() == null || it.lastAt() == null) {
            return new TallyPart("tally", "Not tried yet", "Every attempt counts here, whoever makes it and however, and none is ever forgotten.", null, actions, next, contact.toString(), open);
        }
        var line = "%s; first on %s, by %s.".formatted(it.words(), DAY.format(it.firstAt().atZone(viewer.zone())), Say.count(it.people(), "person", "people"));
        return new TallyPart("tally", "Attempt " + Say.count(it.all()), line, "Last " + Say.moment(it.lastAt(), viewer, clock), actions, next, contact.toString(), open);
    }

    @Override
    public String template() {
        return "prospecting/outgoing/_tally";
    }
}
