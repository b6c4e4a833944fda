package rapport.web;

import org.jspecify.annotations.Nullable;

/**
 * Something one can do from here: a link, or a form of one button.
 *
 * @param label verb and object: "Book 16:15"
 * @param icon a Tabler icon's name
 * @param posts a form that POSTs instead of a link
 */
public record Action(String label, String href, Kind kind, @Nullable String icon, boolean posts) {

    /** One primary a page. */
    public enum Kind { PRIMARY, SECOND, QUIET, LATE }

    public static Action primary(String label, String href) {
        return new Action(label, href, Kind.PRIMARY, null, false);
    }

    public static Action second(String label, String href) {
        return new Action(label, href, Kind.SECOND, null, false);
    }

    public static Action quiet(String label, String href) {
        return new Action(label, href, Kind.QUIET, null, false);
    }

    /** Ends something: red outline, never filled. */
    public static Action late(String label, String href) {
        return new Action(label, href, Kind.LATE, null, false);
    }

    public Action posting() {
        return new Action(label, href, kind, icon, true);
    }

    Action as(Kind kind) {
        return new Action(label, href, kind, icon, posts);
    }

    public Action with(String icon) {
        return new Action(label, href, kind, icon, posts);
    }

    public String style() {
        return switch (kind) {
            case PRIMARY -> "btn btn-primary";
            case SECOND -> "btn";
            case QUIET -> "btn btn-quiet";
            case LATE -> "btn btn-late";
        };
    }
}
