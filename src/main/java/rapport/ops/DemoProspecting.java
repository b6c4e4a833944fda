package rapport.ops;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.RecordList;
import rapport.kernel.Viewer;
import rapport.prospecting.mail.Postboxes;
import rapport.prospecting.mail.Writing;

/** Mails the demo's people have written for tomorrow. Their mailboxes are held: nobody in the demo exists, and nothing leaves it. */
@Component
@Transactional
class DemoProspecting {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private record Said(String subject, String body) {}

    private static final List<Said> MAILS = List.of(
            new Said("Held batches", "Good morning,\n\nthree of your batches were held last month. What does a held day cost you, and who carries it?\n\nI would like to hear it before I send anything. Thursday at ten?"),
            new Said("The figure for your board", "Good morning,\n\nthe figure you asked for: two plants like yours went from four held days a month to one. Both let me name them.\n\nShall we go through it before your meeting?"),
            new Said("Who else should know?", "Good morning,\n\nif line stops are somebody else’s worry, to whom should I talk? One name is enough, and I will say that it came from you."));

    private final Postboxes postboxes;
    private final Writing writing;
    private final RecordList contacts;
    private final Clock clock;

    DemoProspecting(Postboxes postboxes, Writing writing, RecordList contacts, Clock clock) {
        this.postboxes = postboxes;
        this.writing = writing;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** @param writers the first writes three, the next two, and so on */
    void tell(List<Viewer> writers) {
        var reachable = contacts.page(new ListQuery(Kind.CONTACT, Filter.read("email=unknown=no"), null, new ListQuery.Sort("createdAt", false), List.of(), null, 12), writers.getFirst()).items();
        var tomorrow = clock.instant().atZone(BERLIN).toLocalDate().plusDays(1);
        var next = 0;
        for (var i = 0; i < Math.min(writers.size(), MAILS.size()); i++) {
            var writer = writers.get(i);
            var address = writer.name().toLowerCase(java.util.Locale.ROOT).replace(' ', '.') + "@northlight.example";
            var mailbox = postboxes.open(new Postboxes.Wish(writer.id(), address, writer.name(), "smtp.northlight.example", 587, "STARTTLS", address, null, 150, 40, null), writer);
            postboxes.hold(mailbox, true, writer);
            for (var it : MAILS.subList(i, MAILS.size())) {
                Instant at = tomorrow.atTime(9, 10 * i).atZone(BERLIN).toInstant();
                writing.write(new Writing.Note(reachable.get(next++ % reachable.size()).id(), it.subject, it.body, at, null), writer);
            }
        }
    }
}
