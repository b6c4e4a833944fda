package rapport.web;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * What stands around every page: where one can go, who is looking, what just happened.
 *
 * @param viewer null while nobody is signed in
 * @param assets folder of this release's assets
 * @param demo the workspace is made up
 */
public record Shell(
        @Nullable Who viewer, String role, String workspace, boolean demo, List<Place> nav, String csrf, String assets, @Nullable Flash flash) {

    private static final String ATTRIBUTE = Shell.class.getName();

    public record Place(NavItem item, boolean current) {}

    /** For templates: the shell of the request that is being answered. */
    public static Shell current() {
        var made = Objects.requireNonNull(RequestContextHolder.currentRequestAttributes()
                .getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST), "JteViews puts it there");
        return (Shell) ((Supplier<?>) made).get();
    }

    static void provide(jakarta.servlet.http.HttpServletRequest request, Supplier<Shell> shell) {
        request.setAttribute(ATTRIBUTE, shell);
    }

    public List<Place> tabs() {
        return nav.stream().limit(4).toList();
    }
}
