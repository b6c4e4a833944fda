package rapport.web;

public record HelpPage() implements Part {

    @Override
    public String template() {
        return "web/help/show";
    }
}
