package rapport.coaching.web;

import java.time.Clock;
import java.util.Map;
import rapport.coaching.AcceptLinks;
import rapport.kernel.PersonId;
import rapport.web.Part;
import rapport.web.Say;

/** @param accepted by this link @param stale the session was moved since */
public record AcceptPage(String title, String sentence, String action, boolean accepted, boolean stale, String session) implements Part {

    static AcceptPage of(String secret, AcceptLinks.Question it, boolean used, Map<PersonId, String> names, Clock clock) {
        var session = it.session();
        var other = names.getOrDefault(session.other(it.viewer().id()), "a colleague");
        var when = "%s, %s".formatted(Say.moment(session.startsAt(), it.viewer(), clock), Say.minutes(session.minutes()));
        var sentence = it.stale() ? "This session was moved since the mail was sent. Sign in to see the time as it stands and say yes to that."
                : used ? "%s. You both know now that it is coaching. Prepare the day before.".formatted(when)
                : "%s. It is protected for both of you, and both prepare. Do you come, knowing that it is coaching?".formatted(when);
        return new AcceptPage(used ? "Accepted: coaching with " + other : "Coaching with " + other, sentence, "/accept/" + secret, used, it.stale(), "/coaching/sessions/" + session.id());
    }

    @Override
    public String template() {
        return "coaching/session/accept";
    }
}
