package rapport.prospecting.inbox;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Correspondents;
import rapport.kernel.Ids;
import rapport.kernel.MailAddress;
import rapport.kernel.PersonId;
import rapport.kernel.Utc;
import rapport.prospecting.InboundId;
import rapport.prospecting.JobFunction;
import rapport.prospecting.dispatch.Stops;
import rapport.prospecting.routes.Introductions;
import rapport.prospecting.sender.MessageIds;

/**
 * Takes in one mail: whom it is about, what it is, and what follows. All of it is one transaction with the mark that it was looked at,
 * so that whatever happens in between, each mail is taken in once.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Inbox {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final int LONGEST = 100_000; // characters that are kept of a part

    /** Where a mail lies. @param received when it came in */
    public record Place(UUID mailbox, UUID person, long validity, long uid, Instant received) {}

    /** What we had sent. @param address to which */
    private record Ours(UUID touch, UUID contact, String address) {}

    private final Watches watches;
    private final Correspondents correspondents;
    private final MessageIds ids;
    private final Stops stops;
    private final Following following;
    private final Introductions introductions;
    private final JdbcClient jdbc;
    private final Clock clock;

    Inbox(Watches watches, Correspondents correspondents, MessageIds ids, Stops stops, Following following, Introductions introductions, JdbcClient jdbc, Clock clock) {
        this.watches = watches;
        this.correspondents = correspondents;
        this.ids = ids;
        this.stops = stops;
        this.following = following;
        this.introductions = introductions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return whether it was kept: nothing of a stranger's mail is */
    public boolean take(Letter letter, Place place) {
        var sort = Sorter.sort(letter, place.received.atZone(ZoneOffset.UTC).toLocalDate());
        var ours = ours(letter, sort);
        var contact = ours.map(Ours::contact).or(() -> sort instanceof Sort.Returned || sort instanceof Sort.Complaint || letter.from().isEmpty() ? Optional.empty() : correspondents.contactAt(letter.from()));
        var reason = sort instanceof Sort.Receipt ? Watches.Reason.RECEIPT : sort instanceof Sort.Broadcast && ours.isEmpty() ? Watches.Reason.BROADCAST : contact.isEmpty() ? Watches.Reason.STRANGER : null;
        if (reason != null || contact.isEmpty()) {
            watches.passOver(place.mailbox, reason == null ? Watches.Reason.STRANGER : reason);
            return false;
        }
        var id = Ids.next(clock, InboundId::new).value();
        var about = new About(id, contact.get(), ours.map(Ours::touch).orElse(null), ours.map(Ours::address).orElseGet(letter::from));
        if (isKnown(letter, place)) {
            watches.passOver(place.mailbox, Watches.Reason.KNOWN);
            return false;
        }
        var outcome = follow(sort, about, place);
        keep(letter, sort, about, sort instanceof Sort.Written ? outcome + referred(letter, about, place) : outcome, place);
        return true;
    }

    /** A mail that lies in the folder twice, or that was looked at before the server numbered its mails anew. */
    private boolean isKnown(Letter letter, Place place) {
        return jdbc.sql("select exists (select from prospecting.inbound where mailbox = :mailbox and message_id = :name)").param("mailbox", place.mailbox).param("name", name(letter, place)).query(Boolean.class).single();
    }

    private static String name(Letter letter, Place place) {
        return letter.header("Message-ID").filter(it -> !it.isBlank()).map(it -> it.substring(0, Math.min(500, it.length()))).orElseGet(() -> "uid " + place.validity + '.' + place.uid);
    }

    private record About(UUID id, UUID contact, @Nullable UUID touch, String address) {}

    /** What it answers or reports on: by the name we gave our mail, which nobody can guess; for reports by our envelope's, too (RFC 3461). */
    private Optional<Ours> ours(Letter letter, Sort sort) {
        var names = letter.header("References").orElse("") + ' ' + letter.header("In-Reply-To").orElse("");
        if (sort instanceof Sort.Returned || sort instanceof Sort.Complaint) {
            names += ' ' + letter.parts().stream().map(Letter.Leaf::text).collect(Collectors.joining(" "));
        }
        return ids.read(names).or(() -> sort instanceof Sort.Returned ? envelope(letter) : Optional.empty()).flatMap(this::sent);
    }

    private static Optional<UUID> envelope(Letter letter) {
        var found = java.util.regex.Pattern.compile("(?im)^Original-Envelope-Id:\\s*([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\s*$");
        return letter.parts().stream().flatMap(it -> found.matcher(it.text()).results()).map(it -> UUID.fromString(it.group(1).toLowerCase(Locale.ROOT))).findFirst();
    }

    private Optional<Ours> sent(UUID touch) {
        return jdbc.sql("select t.id as touch, t.contact, w.address from prospecting.touch t join prospecting.words w on w.workspace = t.workspace and w.touch = t.id where t.id = :touch").param("touch", touch).query(Ours.class).optional();
    }

    /** @return what followed, in words */
    private String follow(Sort sort, About about, Place place) {
        return switch (sort) {
            case Sort.Written _, Sort.Broadcast _ -> following.answered(about.id, about.contact, place.person, place.received);
            case Sort.Automatic(_, var back) when back != null -> following.away(about.contact, back);
            case Sort.Automatic(var away, _) -> away ? "They are away, and do not say until when." : "A program answered; nothing follows from it.";
            case Sort.Returned(var fates) -> returned(fates, about, place);
            case Sort.Complaint(var type) when type.equals("not-spam") -> "They say that it was no spam.";
            case Sort.Complaint(var type) -> stop(about, Stops.Reason.COMPLAINT, "complaint, " + type, "They complained to their provider (%s). Nothing goes to the address any more.".formatted(type));
            case Sort.Unsubscribing _ -> stop(about, Stops.Reason.OPT_OUT, "asked by mail", "They want no more. Nothing goes to the address any more.");
            case Sort.Challenge _ -> "Their server wants a riddle solved before it lets mail through. Look at it yourself.";
            case Sort.Receipt _ -> throw new IllegalStateException("Receipts are passed over");
        };
    }

    /** “Please talk to …”: somebody else may be the one, and who answered knows them. */
    private String referred(Letter letter, About about, Place place) {
        return Referral.in(Quoted.apart(letter.words()).said(), letter.from()).map(it -> correspondents.contactAt(it.email()).filter(named -> !named.equals(about.contact)).map(named -> {
            var via = correspondents.reachable(List.of(about.contact)).get(about.contact);
            introductions.propose(named, about.contact, new PersonId(place.person), it.sentence(), JobFunction.of(via == null || via.title() == null ? "" : via.title()));
            return " They name somebody else; see Introductions.";
        }).orElse(" They name %s: add them, and ask to be introduced.".formatted(it.email()))).orElse("");
    }

    private String stop(About about, Stops.Reason reason, String evidence, String words) {
        stops.stop(Stops.Scope.ADDRESS, about.address, "EMAIL", reason, evidence);
        following.refused(about.contact);
        return words;
    }

    /** Only of the address we wrote to: a forwarded mail's other troubles are not ours. */
    private String returned(List<Fate> fates, About about, Place place) {
        var fate = fates.stream().filter(it -> it.recipient().equals(MailAddress.plain(about.address))).findFirst().orElse(fates.getFirst());
        var said = fate.words().isBlank() ? fate.status() : fate.words().substring(0, Math.min(300, fate.words().length()));
        return switch (fate.fortune()) {
            case HARD -> {
                stops.stop(Stops.Scope.ADDRESS, about.address, "EMAIL", Stops.Reason.HARD_BOUNCE, "status " + fate.status());
                following.bounced(about.id, about.contact, about.touch, place.person, place.received, "It came back: " + said, true);
                yield "There is no such address. Nothing goes to it any more.";
            }
            case SOFT -> {
                following.bounced(about.id, about.contact, about.touch, place.person, place.received, "It came back: " + said, false);
                yield "It did not arrive this time; the address stays.";
            }
            case DELAYED -> "Their server is still trying to deliver it.";
            case DELIVERED -> "It arrived.";
        };
    }

    private void keep(Letter letter, Sort sort, About about, String outcome, Place place) {
        var apart = sort instanceof Sort.Returned(var fates) ? new Quoted(fates.stream().map(it -> "%s: %s %s".formatted(it.recipient(), it.status(), it.words())).collect(Collectors.joining("\n")), "", "") : Quoted.apart(letter.words());
        jdbc.sql("""
                        insert into prospecting.inbound (id, mailbox, uid_validity, uid, message_id, kind, contact, touch, address, subject, said, quoted, signature, back_on, outcome, received_at)
                        values (:id, :mailbox, :validity, :uid, :name, :kind, :contact, :touch, :address, :subject, :said, :quoted, :signature, :back, :outcome, :received)""")
                .param("id", about.id).param("mailbox", place.mailbox).param("validity", place.validity).param("uid", place.uid).param("name", name(letter, place)).param("kind", sort instanceof Sort.Broadcast ? "HUMAN" : sort.code())
                .param("contact", about.contact).param("touch", about.touch).param("address", clean(letter.from())).param("subject", clean(letter.subject())).param("said", clean(apart.said())).param("quoted", clean(apart.quoted()))
                .param("signature", clean(apart.signature())).param("back", sort instanceof Sort.Automatic(_, var back) ? back : null).param("outcome", outcome).param("received", Utc.of(place.received)).update();
    }

    /** PostgreSQL keeps no zero bytes, and nobody reads on for ever. */
    private static String clean(String text) {
        var plain = text.replace("\0", "");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }

    static String day(java.time.LocalDate day) {
        return DAY.format(day);
    }
}
