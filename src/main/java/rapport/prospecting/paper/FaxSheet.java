package rapport.prospecting.paper;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rapport.crm.record.Phones;
import rapport.crm.record.Reachable;

/**
 * A fax as it stands on paper.
 *
 * @param margin on every page: when, who, from which number (47 CFR 68.318(d))
 * @param notice on page one: how to get no more of them (47 CFR 64.1200(a)(4)(iii))
 */
public record FaxSheet(String paper, List<String> sender, String margin, List<String> recipient, String subject, List<String> paragraphs, String signature, String notice) {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    public FaxSheet {
        sender = List.copyOf(sender);
        recipient = List.copyOf(recipient);
        paragraphs = List.copyOf(paragraphs);
    }

    /** @return empty when the letterhead does not say by which telephone and fax numbers one gets no more of them */
    public static Optional<FaxSheet> of(Letterheads.Letterhead head, Reachable to, String subject, String body, String owner, Instant at) {
        if (head.phone() == null || head.fax() == null || to.fax() == null) {
            return Optional.empty();
        }
        var phone = Phones.shown(head.phone());
        var fax = Phones.shown(head.fax());
        var name = Stream.of(to.firstName(), to.lastName()).filter(java.util.Objects::nonNull).collect(Collectors.joining(" "));
        var notice = "To get no more faxes from us, tell us the numbers they are not to come to: by telephone at %s or by fax to %s, at any hour and free of charge. Not to heed that within the shortest reasonable time, at most 30 days, is unlawful.".formatted(phone, fax);
        return Optional.of(new FaxSheet(head.paper(), head.lines(), "%s · %s · %s".formatted(WHEN.format(at), head.company(), fax), Stream.of(name, to.company(), "Fax " + Phones.shown(to.fax())).filter(it -> it != null && !it.isBlank()).toList(), subject,
                Sheet.paragraphs(body), owner, notice));
    }

    public boolean isA4() {
        return paper.equals("A4");
    }
}
