package rapport.prospecting.web;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Viewer;
import rapport.prospecting.dispatch.Tally;
import rapport.web.Action;
import rapport.web.Part;
import rapport.web.Say;

/** What was tried to reach a contact, beside their page. @param actions what to do next; none for whoever only reads */
public record TallyPart(String id, String title, String line, @Nullable String last, List<Action> actions) implements Part {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    static TallyPart of(UUID contact, Tally it, Viewer viewer, Clock clock) {
        var actions = viewer.role().sells() ? List.of(Action.second("Call them", "/prospecting/calls/" + contact).with("phone"), Action.second("Write to them", "/prospecting/mails/new?contact=" + contact).with("mail")) : List.<Action>of();
        if (it.firstAt() == null || it.lastAt() == null) {
            return new TallyPart("tally", "Not tried yet", "Every attempt counts here, whoever makes it and however, and none is ever forgotten.", null, actions);
        }
        var line = "%s; first on %s, by %s.".formatted(it.words(), DAY.format(it.firstAt().atZone(viewer.zone())), Say.count(it.people(), "person", "people"));
        return new TallyPart("tally", "Attempt " + Say.count(it.all()), line, "Last " + Say.moment(it.lastAt(), viewer, clock), actions);
    }

    @Override
    public String template() {
        return "prospecting/outgoing/_tally";
    }
}
