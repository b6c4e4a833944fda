package rapport.people.web;

import java.util.List;
import org.springframework.validation.Errors;
import rapport.web.FieldView;
import rapport.web.Option;
import rapport.web.Part;

public record SetUpPage(
        FieldView code, FieldView workspace, FieldView fullName, FieldView email, FieldView password, FieldView timeZone,
        List<Option> zones) implements Part {

    static SetUpPage empty() {
        return new SetUpPage(FieldView.of("code", ""), FieldView.of("workspace", ""), FieldView.of("fullName", ""),
                FieldView.of("email", ""), FieldView.of("password", ""), FieldView.of("timeZone", Zones.USUAL), Zones.all());
    }

    static SetUpPage of(Errors errors) {
        return new SetUpPage(FieldView.of(errors, "code"), FieldView.of(errors, "workspace"), FieldView.of(errors, "fullName"),
                FieldView.of(errors, "email"), FieldView.of(errors, "password"), FieldView.of(errors, "timeZone"), Zones.all());
    }

    @Override
    public String template() {
        return "people/door/setUp";
    }
}
