package rapport.web;

import static java.util.stream.Collectors.joining;
import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.INTERNAL_SERVER_ERROR;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.PRECONDITION_FAILED;
import static org.springframework.http.HttpStatus.TOO_MANY_REQUESTS;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import rapport.kernel.Forbidden;
import rapport.kernel.NotFound;
import rapport.kernel.RapportException;
import rapport.kernel.Refused;
import rapport.kernel.Stale;
import rapport.kernel.TooManyTries;

/** Says what went wrong: below /api as a problem detail (RFC 9457), elsewhere as a page, whatever the caller accepts. */
@ControllerAdvice
class ErrorAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private record Answer(HttpStatus status, String code, String message) {}

    @ExceptionHandler
    Object answer(Exception error, HttpServletRequest request) {
        return of(of(error), request);
    }

    /** The reader closed the page while it was told something: there is nobody to answer. */
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void gone() {
        // nothing to do and nobody to tell
    }

    /** For what fails outside the dispatcher: filters, unreadable requests, unknown addresses. */
    static Object of(HttpStatus status, HttpServletRequest request) {
        return of(ofSpring(status), request);
    }

    private static Object of(Answer answer, HttpServletRequest request) {
        var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String it ? it : request.getRequestURI();
        return path.startsWith("/api/")
                ? problem(answer, path)
                : Html.render(new ErrorPart(answer.status.value(), answer.code, answer.message), answer.status);
    }

    private static ResponseEntity<ProblemDetail> problem(Answer answer, String path) {
        var problem = ProblemDetail.forStatusAndDetail(answer.status, answer.message);
        problem.setType(URI.create("urn:rapport:problem:" + answer.code));
        problem.setInstance(URI.create(path));
        return ResponseEntity.status(answer.status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    private static Answer of(Exception error) {
        return switch (error) {
            case RapportException it -> new Answer(statusOf(it), it.code(), it.getMessage());
            case MethodArgumentNotValidException it -> new Answer(UNPROCESSABLE_CONTENT, "web.invalid", wrongFields(it));
            case HttpMessageNotReadableException _ -> ofSpring(BAD_REQUEST);
            case OptimisticLockingFailureException _ -> new Answer(PRECONDITION_FAILED, "web.stale",
                    "Somebody changed the same record a moment ago. Nothing of yours was saved; reload the page and look at theirs first.");
            case MethodArgumentTypeMismatchException it when it.getParameter().hasParameterAnnotation(PathVariable.class) ->
                ofSpring(NOT_FOUND); // what is no id has no page either
            case MethodArgumentTypeMismatchException it -> new Answer(UNPROCESSABLE_CONTENT, "web.invalid", "“%s” is no value for %s.".formatted(it.getValue(), it.getName()));
            case ErrorResponse it -> ofSpring(HttpStatus.valueOf(it.getStatusCode().value()));
            default -> defect(error);
        };
    }

    private static HttpStatus statusOf(RapportException error) {
        return switch (error) {
            case NotFound _ -> NOT_FOUND;
            case Forbidden _ -> FORBIDDEN;
            case TooManyTries _ -> TOO_MANY_REQUESTS;
            case Refused _ -> CONFLICT;
            case Stale _ -> PRECONDITION_FAILED;
        };
    }

    private static String wrongFields(MethodArgumentNotValidException error) {
        return error.getFieldErrors().stream()
                .map(it -> it.getField() + ": " + it.getDefaultMessage())
                .sorted()
                .collect(joining("; "));
    }

    private static Answer ofSpring(HttpStatus status) {
        return new Answer(status, "web." + status.name().toLowerCase(Locale.ROOT).replace('_', '-'), words(status));
    }

    private static String words(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> "Sign in, or send a token that is still valid.";
            case FORBIDDEN -> "Your role does not allow this, or the form was too old. Go back, reload the page and try again.";
            case NOT_FOUND -> "Nothing is known under this address. It may have been moved, or it may not be yours to see.";
            case METHOD_NOT_ALLOWED -> "This address does not take such a request.";
            case PAYLOAD_TOO_LARGE -> "That is more than Rapport takes in one piece.";
            default -> status.is4xxClientError()
                    ? "The request could not be read: " + status.getReasonPhrase() + "."
                    : "Nothing of yours was lost. It has been written down; try again in a moment.";
        };
    }

    private static Answer defect(Exception error) {
        LOG.error("A defect, answered with 500", error);
        return new Answer(INTERNAL_SERVER_ERROR, "web.defect", words(INTERNAL_SERVER_ERROR));
    }
}
