package rapport.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Edits;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.RecordList;
import rapport.crm.record.Records;
import rapport.kernel.Viewer;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;
import rapport.prospecting.mail.Postboxes;
import rapport.prospecting.mail.Writing;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Seed;

/** Mails the demo's people have written for tomorrow, half a year of their calls, and two plays. Their mailboxes are held: nobody in the demo exists, and nothing leaves it. */
@Component
@Transactional
class DemoProspecting {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private record Said(String subject, String body) {}

    private static final List<Said> MAILS = List.of(
            new Said("Held batches", "Good morning,\n\nthree of your batches were held last month. What does a held day cost you, and who carries it?\n\nI would like to hear it before I send anything. Thursday at ten?"),
            new Said("The figure for your board", "Good morning,\n\nthe figure you asked for: two plants like yours went from four held days a month to one. Both let me name them.\n\nShall we go through it before your meeting?"),
            new Said("Who else should know?", "Good morning,\n\nif line stops are somebody else’s worry, to whom should I talk? One name is enough, and I will say that it came from you."));

    private static final List<CallOutcome> MISSED = List.of(CallOutcome.NO_ANSWER, CallOutcome.NO_ANSWER, CallOutcome.VOICEMAIL, CallOutcome.GATEKEEPER);

    private final Records records;
    private final Attempts attempts;
    private final Plays plays;
    private final Enrolments enrolments;
    private final Postboxes postboxes;
    private final Writing writing;
    private final RecordList contacts;
    private final Clock clock;

    DemoProspecting(Records records, Attempts attempts, Plays plays, Enrolments enrolments, Postboxes postboxes, Writing writing, RecordList contacts, Clock clock) {
        this.records = records;
        this.attempts = attempts;
        this.plays = plays;
        this.enrolments = enrolments;
        this.postboxes = postboxes;
        this.writing = writing;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** @param writers the first writes three, the next two, and so on */
    void tell(List<Viewer> writers) {
        var known = contacts.page(new ListQuery(Kind.CONTACT, Filter.read("email=unknown=no"), null, new ListQuery.Sort("createdAt", false), List.of(), null, 90), writers.getFirst()).items();
        var reachable = known.subList(0, Math.min(12, known.size()));
        reachable.forEach(it -> records.change(Kind.CONTACT, it.id(), Edits.of("allowed", List.of("EMAIL")), writers.get(1))); // they asked for it
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
        var callable = contacts.page(new ListQuery(Kind.CONTACT, Filter.read("phone=unknown=no"), null, new ListQuery.Sort("createdAt", true), List.of(), null, 200), writers.getFirst()).items();
        call(callable.stream().map(RecordList.Row::id).filter(it -> reachable.stream().limit(6).noneMatch(written -> written.id().equals(it))).toList(), writers);
        var play = plays.take(Seed.AROUND_THE_BUYER, writers.get(1));
        plays.take(Seed.FIRST_TWO_WEEKS, writers.get(1));
        enrolments.enrol(play, reachable.stream().skip(6).limit(3).map(RecordList.Row::id).toList(), writers.getFirst());
        enrolments.enrol(play, reachable.stream().skip(9).map(RecordList.Row::id).toList(), writers.get(1));
    }

    /** Half a year of calls: each has a chance of their own, as people do. */
    private void call(List<UUID> people, List<Viewer> callers) {
        var random = new Random(12);
        for (var contact : people) {
            var chance = Math.pow(random.nextDouble(), 2) * 0.7;
            var caller = callers.get(random.nextInt(callers.size()));
            var at = clock.instant().minus(Duration.ofDays(150 + random.nextInt(20)));
            for (var call = 1; call <= 3 + random.nextInt(9); call++) {
                at = at.plus(Duration.ofHours(40 + random.nextInt(200)));
                var reached = random.nextDouble() < chance;
                attempts.log(new Attempts.Wish(contact, reached ? CallOutcome.CONNECTED : MISSED.get(random.nextInt(MISSED.size())), 1 + random.nextInt(4), at, null, null), caller);
                if (reached) {
                    break;
                }
            }
        }
    }
}
