package rapport.web;

public record MorePage() implements Part {

    @Override
    public String template() {
        return "web/help/more";
    }
}
