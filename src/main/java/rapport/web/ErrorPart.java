package rapport.web;

/** What went wrong, for people: a title that states it, and what to do next. */
public record ErrorPart(int status, String code, String message) implements Part {

    public String title() {
        return switch (status) {
            case 401 -> "You are not signed in";
            case 403 -> "This is not yours to do";
            case 404 -> "There is nothing here";
            case 409 -> "That cannot be done now";
            case 412 -> "Somebody was faster";
            case 429 -> "Too many tries";
            case 400, 405, 415, 422 -> "Rapport did not understand that";
            default -> "Something broke on our side";
        };
    }

    @Override
    public String template() {
        return "web/error";
    }
}
