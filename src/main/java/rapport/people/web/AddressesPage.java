package rapport.people.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rapport.kernel.PersonId;
import rapport.people.People;
import rapport.web.FieldView;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Who;

/** Everybody who cannot sign in yet, with a field for their address. */
public record AddressesPage(PageHead head, List<Line> lines) implements Part {

    public record Line(Who who, String role, FieldView email, @Nullable String handOver) {}

    static AddressesPage of(List<People.Row> waiting, Map<String, String> typed, Map<PersonId, String> wrong) {
        var lede = waiting.isEmpty() ? "Everybody can sign in."
                : "%s cannot sign in yet. Type their addresses, save, then hand over the links.".formatted(Say.count(waiting.size(), "person", "people"));
        return new AddressesPage(PageHead.of("Addresses", lede).under("People", "/people"), waiting.stream().map(it -> line(it, typed, wrong)).toList());
    }

    private static Line line(People.Row it, Map<String, String> typed, Map<PersonId, String> wrong) {
        var name = "email-" + it.id();
        var value = typed.getOrDefault(name, it.email() == null ? "" : it.email());
        return new Line(Who.of(it.id(), it.name()), it.role().word(), new FieldView(name, value, wrong.get(it.id())),
                it.email() == null ? null : "/people/%s/hand-over".formatted(it.id()));
    }

    @Override
    public String template() {
        return "people/person/addresses";
    }
}
