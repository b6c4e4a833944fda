package rapport.prospecting.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rapport.kernel.Viewer;
import rapport.prospecting.sender.Finding;
import rapport.prospecting.sender.Senders;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.Notice;
import rapport.web.PageHead;
import rapport.web.Part;
import rapport.web.Say;
import rapport.web.Tone;

/** One domain: what is published about it, and what is to be. @param fault why it cannot sign yet */
public record SenderPage(PageHead head, @Nullable Notice fault, List<Item> items, boolean isUnknown) implements Part {

    /** @param record for a zone file; null where there is nothing to publish */
    public record Item(String id, String title, Badge badge, String says, @Nullable String record) {}

    static SenderPage of(Senders.Domain it, @Nullable String fault, Viewer viewer, Clock clock) {
        var path = "/settings/domains/" + it.name();
        var actions = new ArrayList<Action>();
        actions.add(Action.second("Look it up", path + "/look").with("search").posting());
        actions.add(it.selector() == null ? Action.primary("Make keys", path + "/keys").posting() : it.signs() ? Action.late("Sign no more", path + "/signing/end").posting() : Action.primary("Sign from now on", path + "/signing").posting());
        var lede = it.signs() ? "Mail from %s is signed, by RSA and by Ed25519.".formatted(it.name()) : it.selector() == null ? "Mail from %s is not signed here. Its server may do so.".formatted(it.name()) : "Keys are made. When they are published, mail can be signed.";
        var head = new PageHead(it.name(), it.lookedAt() == null ? lede : "%s Looked up %s.".formatted(lede, Say.moment(it.lookedAt(), viewer, clock)), List.of(), actions).under("Domains", "/settings/domains");
        var findings = it.findings().isEmpty() ? it.keys().stream().map(key -> new Finding("DKIM", Finding.State.DOUBTFUL, "Nobody has looked yet whether this is published.", key)).toList() : withNewKeys(it);
        return new SenderPage(head, fault == null ? null : new Notice(Tone.LATE, "alert-triangle", "It does not sign yet.", fault, null), IntStream.range(0, findings.size()).mapToObj(place -> item(place, findings.get(place))).toList(), it.lookedAt() == null);
    }

    /** Keys that were made after it was looked up are to be published all the same. */
    private static List<Finding> withNewKeys(Senders.Domain it) {
        var all = new ArrayList<>(it.findings());
        if (all.stream().noneMatch(finding -> finding.what().equals("DKIM"))) {
            it.keys().forEach(key -> all.add(new Finding("DKIM", Finding.State.DOUBTFUL, "Nobody has looked yet whether this is published.", key)));
        }
        return all;
    }

    private static Item item(int place, Finding it) {
        return new Item("record-" + place, switch (it.what()) {
            case "SPF" -> "Who may send its mail (SPF)";
            case "DKIM" -> "What its mail is signed with (DKIM)";
            case "DMARC" -> "What becomes of mail that is not its own (DMARC)";
            case "MX" -> "Who takes its mail (MX)";
            default -> "Whether its server is known by name (PTR)";
        }, switch (it.state()) {
            case GOOD -> Badge.of("good", Tone.GOOD);
            case DOUBTFUL -> Badge.of("look at it", Tone.WARN);
            case MISSING -> Badge.of("missing", Tone.LATE);
        }, it.says(), it.publish() == null ? null : it.publish().line());
    }

    @Override
    public String template() {
        return "prospecting/sender/show";
    }
}
