package rapport.people.web;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;
import rapport.kernel.Role;
import rapport.people.Person;
import rapport.web.FieldView;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Part;

/** Hiring somebody, or changing what they are. */
public record PersonFormPage(
        PageHead head, String action, String button, FieldView fullName, FieldView email, FieldView role, FieldView manager,
        FieldView timeZone, List<Option> roles, List<Option> managers, List<Option> zones) implements Part {

    static PersonFormPage of(@Nullable Person person, String fullName, @Nullable String email, String role, String manager, String zone, List<Option> managers) {
        return make(person, FieldView.of("fullName", fullName), FieldView.of("email", email), FieldView.of("role", role),
                FieldView.of("manager", manager), FieldView.of("timeZone", zone), managers);
    }

    static PersonFormPage again(@Nullable Person person, Errors errors, List<Option> managers) {
        return make(person, FieldView.of(errors, "fullName"), FieldView.of(errors, "email"), FieldView.of(errors, "role"),
                FieldView.of(errors, "manager"), FieldView.of(errors, "timeZone"), managers);
    }

    private static PersonFormPage make(@Nullable Person person, FieldView fullName, FieldView email, FieldView role, FieldView manager,
            FieldView zone, List<Option> managers) {
        var head = person == null
                ? PageHead.of("Somebody new", "They can sign in once you have handed them a link.").under("People", "/people")
                : PageHead.of("Change " + person.fullName(), null).under("People", "/people").under(person.fullName(), "/people/" + person.id());
        return new PersonFormPage(head, person == null ? "/people" : "/people/" + person.id(), person == null ? "Add to the workspace" : "Save",
                fullName, email, role, manager, zone, everyRole(), managers, Zones.all());
    }

    private static List<Option> everyRole() {
        return Arrays.stream(Role.values())
                .filter(it -> it != Role.SYSTEM)
                .map(it -> new Option(it.name(), it.word(), meaning(it)))
                .toList();
    }

    private static String meaning(Role role) {
        return switch (role) {
            case OWNER -> "Everything, and makes other owners";
            case ADMIN -> "Sees every record, imports, runs people and settings";
            case MANAGER -> "Coaches, and sees the records of everybody who answers to them";
            case REP -> "Sells, and sees their own records";
            case MARKETER -> "Audiences, posts and ads; no coaching";
            case VIEWER -> "Reads their line and changes nothing";
            case SYSTEM -> throw new IllegalStateException("Nobody can be given this role");
        };
    }

    @Override
    public String template() {
        return "people/person/form";
    }
}
