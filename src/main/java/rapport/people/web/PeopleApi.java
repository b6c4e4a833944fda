package rapport.people.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceRegister;
import rapport.people.People;
import rapport.web.Cursor;
import rapport.web.ListJson;

/** People for programs. */
@RestController
@RequestMapping("/api/v1")
class PeopleApi {

    record MeJson(PersonId id, String name, Role role, String timeZone, Workspace workspace) {
        record Workspace(String id, String name, boolean demo) {}
    }

    record PersonJson(PersonId id, String name, @Nullable String email, Role role, @Nullable PersonId manager, @Nullable String team,
            boolean signsIn, boolean active) {}

    private final People people;
    private final WorkspaceRegister workspaces;

    PeopleApi(People people, WorkspaceRegister workspaces) {
        this.people = people;
        this.workspaces = workspaces;
    }

    @GetMapping("/me")
    MeJson me(Viewer viewer) {
        var here = workspaces.here();
        return new MeJson(viewer.id(), viewer.name(), viewer.role(), viewer.zone().getId(),
                new MeJson.Workspace(here.id().toString(), here.name(), here.demo()));
    }

    @GetMapping("/people")
    ListJson<PersonJson> people(@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String after, Viewer viewer) {
        var page = people.page(Cursor.read(after), Cursor.limit(limit), viewer);
        return new ListJson<>(page.items().stream().map(PeopleApi::json).toList(), Cursor.write(page.next()), page.total(), page.totalIsExact());
    }

    private static PersonJson json(People.Row it) {
        return new PersonJson(it.id(), it.name(), it.email(), it.role(), it.managerId(), it.team(), it.signsIn(), it.active());
    }
}
