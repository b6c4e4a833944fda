package rapport.people.web;

import org.jspecify.annotations.Nullable;
import rapport.people.Person;
import rapport.web.PageHead;
import rapport.web.Part;

/** Where a manager gets the one link for one person. @param link on the answer that made it, and never again */
public record HandOverPage(PageHead head, String name, String email, boolean hasAddress, String action, boolean mailIsOn, @Nullable String link) implements Part {

    static HandOverPage before(Person person, boolean mailIsOn) {
        return of(person, mailIsOn, null);
    }

    static HandOverPage with(Person person, boolean mailIsOn, String link) {
        return of(person, mailIsOn, link);
    }

    private static HandOverPage of(Person it, boolean mailIsOn, @Nullable String link) {
        var head = PageHead.of("A link for " + it.fullName(),
                        (mailIsOn && link == null ? "Mail it, or hand it over yourself: the link is for %s alone." : mailIsOn ? "You are the messenger: the link is for %s alone." : "Mail is off, so you are the messenger: the link is for %s alone.").formatted(it.fullName()))
                .under("People", "/people").under(it.fullName(), "/people/" + it.id());
        return new HandOverPage(head, it.fullName(), it.email() == null ? "" : it.email(), it.email() != null,
                "/people/%s/hand-over".formatted(it.id()), mailIsOn, link);
    }

    @Override
    public String template() {
        return "people/person/handOver";
    }
}
