package rapport.people.web;

import org.jspecify.annotations.Nullable;
import rapport.web.FieldView;
import rapport.web.Part;

/** @param canSetUp only the demo is there so far */
public record SignInPage(FieldView email, String then, @Nullable String wrong, boolean canSetUp) implements Part {

    static SignInPage empty(String then, boolean canSetUp) {
        return new SignInPage(FieldView.of("email", ""), then, null, canSetUp);
    }

    static SignInPage wrong(String email, String then, String message) {
        return new SignInPage(FieldView.of("email", email), then, message, false);
    }

    @Override
    public String template() {
        return "people/door/signIn";
    }
}
