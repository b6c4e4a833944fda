package rapport.web;

import java.util.Arrays;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.FragmentsRendering;

/** The ways a controller answers with HTML. A template is a function of one record, its {@link Part}. */
public final class Html {

    private Html() {}

    /** A page, or a part that replaces itself. */
    public static ModelAndView ok(Part part) {
        return render(part, HttpStatus.OK);
    }

    /** The form again, with what was typed and what is wrong with it. htmx is told to swap 422 (web/shell.jte). */
    public static ModelAndView invalid(Part part) {
        return render(part, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /** For forms that lead elsewhere; never for hx- requests, which would swap the page they are sent to into a part. */
    public static ModelAndView goTo(String path) {
        return new ModelAndView("redirect:" + path, HttpStatus.SEE_OTHER);
    }

    /** The same, and the next page says what just happened. */
    public static ModelAndView goTo(String path, Flash flash) {
        View view = (_, request, response) -> {
            Flashes.leave(flash, request, response);
            response.setStatus(HttpStatus.SEE_OTHER.value());
            response.setHeader("Location", path);
        };
        return new ModelAndView(view);
    }

    /** Several parts in one answer; those after the first carry hx-swap-oob in their template. */
    public static View parts(Part first, Part... others) {
        var rendering = FragmentsRendering.fragment(first.template(), Map.of("part", first));
        Arrays.stream(others).forEach(part -> rendering.fragment(part.template(), Map.of("part", part)));
        return rendering.build();
    }

    /** The same for what was refused: what is true now, and why it did not change. */
    public static View parts(HttpStatus status, Part first, Part... others) {
        var rendering = FragmentsRendering.fragment(first.template(), Map.of("part", first)).status(status);
        Arrays.stream(others).forEach(part -> rendering.fragment(part.template(), Map.of("part", part)));
        return rendering.build();
    }

    static ModelAndView render(Part part, HttpStatus status) {
        return new ModelAndView(part.template(), Map.of("part", part), status);
    }
}
