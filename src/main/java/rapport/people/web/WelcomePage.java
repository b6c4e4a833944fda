package rapport.people.web;

import org.jspecify.annotations.Nullable;
import rapport.people.Invitations.Welcome;
import rapport.web.FieldView;
import rapport.web.Part;

/** @param known the address has a password already */
public record WelcomePage(String action, String email, boolean known, boolean returning, FieldView password) implements Part {

    static WelcomePage of(String secret, Welcome welcome, @Nullable String wrong) {
        return new WelcomePage("/welcome/" + secret, welcome.email(), welcome.known(), welcome.returning(), new FieldView("password", "", wrong));
    }

    public String title() {
        return returning ? "A new password" : "Welcome";
    }

    @Override
    public String template() {
        return "people/door/welcome";
    }
}
