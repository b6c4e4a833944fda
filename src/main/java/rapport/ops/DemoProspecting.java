package rapport.ops;

import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Correspondents;
import rapport.crm.record.Edits;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.ListQuery;
import rapport.crm.record.RecordList;
import rapport.crm.record.Records;
import rapport.kernel.Told;
import rapport.kernel.Viewer;
import rapport.prospecting.blocks.Blocks;
import rapport.prospecting.calls.Attempts;
import rapport.prospecting.calls.CallOutcome;
import rapport.prospecting.inbox.Inbox;
import rapport.prospecting.inbox.Letter;
import rapport.prospecting.law.Rules;
import rapport.prospecting.mail.Postboxes;
import rapport.prospecting.mail.Writing;
import rapport.prospecting.paper.Letterheads;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Seed;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;
import rapport.prospecting.routes.Introductions;
import rapport.prospecting.routes.WaysAround;

/** Mails the demo's people have written for tomorrow, half a year of their calls, and plays. Their mailboxes are held: nobody in the demo exists, and nothing leaves it. */
@Component
@Transactional
class DemoProspecting {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

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
    private final Rules rules;
    private final Letterheads letterheads;
    private final Blocks blocks;
    private final WaysAround ways;
    private final Introductions introductions;
    private final Inbox inbox;
    private final Correspondents correspondents;
    private final RecordList contacts;
    private final Clock clock;

    DemoProspecting(Records records, Attempts attempts, Plays plays, Enrolments enrolments, Postboxes postboxes, Writing writing, Rules rules, Letterheads letterheads, Blocks blocks, WaysAround ways, Introductions introductions, Inbox inbox, Correspondents correspondents, RecordList contacts, Clock clock) {
        this.records = records;
        this.attempts = attempts;
        this.plays = plays;
        this.enrolments = enrolments;
        this.postboxes = postboxes;
        this.writing = writing;
        this.rules = rules;
        this.letterheads = letterheads;
        this.blocks = blocks;
        this.ways = ways;
        this.introductions = introductions;
        this.inbox = inbox;
        this.correspondents = correspondents;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** @param owner who stands for the law @param writers the first writes three, the next two, and so on */
    void tell(List<Viewer> writers, Viewer owner) {
        rules.confirm(owner);
        letterheads.set(new Letterheads.Letterhead("Northlight GmbH", "Speicherstraße 7", "20457", "Hamburg", "DE", "040 5550100", "040 5550109", "hello@northlight.example", "A4"), owner);
        var known = contacts.page(new ListQuery(Kind.CONTACT, Filter.read("email=unknown=no"), null, new ListQuery.Sort("createdAt", false), List.of(), null, 90), writers.getFirst()).items();
        var reachable = known.subList(0, Math.min(12, known.size()));
        reachable.forEach(it -> records.change(Kind.CONTACT, it.id(), Edits.of("allowed", List.of("EMAIL")), writers.get(1))); // they asked for it
        var tomorrow = clock.instant().atZone(BERLIN).toLocalDate().plusDays(1);
        var next = 0;
        for (var i = 0; i < Math.min(writers.size(), MAILS.size()); i++) {
            var writer = writers.get(i);
            var address = writer.name().toLowerCase(Locale.ROOT).replace(' ', '.') + "@northlight.example";
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
        byPost(callable.stream().map(RecordList.Row::id).limit(4).toList(), writers);
        promise(callable.get(4).id(), writers);
        around(callable.stream().map(RecordList.Row::id).skip(5).toList(), writers.getFirst());
        answers(reachable.subList(3, 6), writers);
    }

    /** Two pages on paper and two cards, each waiting for a hand. */
    private void byPost(List<UUID> people, List<Viewer> writers) {
        people.forEach(it -> records.change(Kind.CONTACT, it, Edits.of("street", "Hafenstraße 12", "postcode", "20457", "city", "Hamburg", "country", "Germany"), writers.get(1)));
        var page = plays.make("A page by post", Plays.Kind.PROSPECT, "Paper lies on a desk when mails have scrolled away.", List.of(
                Step.of(1, StepKind.LETTER, 0, Step.Unit.BUSINESS, "Held batches", "Good morning {{first_name|there}},\n\none figure: plants like {{company|yours}} went from four held days a month to one. Two of them let me name them.\n\nI will call you on {{call_date}}.\n\n{{sender}}"),
                Step.of(2, StepKind.CALL, 2, Step.Unit.BUSINESS, "", "Name the letter. Ask who else should know.")), writers.get(1));
        plays.publish(page, writers.get(1));
        enrolments.enrol(page, people.subList(0, 2), writers.getFirst());
        enrolments.enrol(plays.take(Seed.COFFEE_CARD, writers.get(1)), people.subList(2, 4), writers.getFirst());
    }

    /** A call somebody was promised, and mornings set aside for such calls. */
    private void promise(UUID contact, List<Viewer> writers) {
        var now = clock.instant().atZone(BERLIN);
        var day = Stream.iterate(now.toLocalDate().plusDays(1), it -> it.plusDays(1)).filter(it -> it.getDayOfWeek().getValue() < 6).findFirst().orElseThrow();
        var soon = now.getDayOfWeek().getValue() < 6 && now.getHour() >= 8 && now.getHour() < 16 ? now.plusMinutes(90).truncatedTo(ChronoUnit.HOURS) : day.atTime(9, 30).atZone(BERLIN);
        attempts.log(new Attempts.Wish(contact, CallOutcome.CALL_BACK, 2, null, "Has a meeting until then. Wants the figures of the other plant.", soon.toInstant()), writers.getFirst());
        writers.forEach(it -> blocks.plan(day.atTime(8, 0), 45, 4, "Ten conversations with operations", it));
    }

    /** Of the first few who do not answer, whoever has somebody beside them. */
    private void around(List<UUID> people, Viewer writer) {
        people.stream().filter(it -> !ways.around(it, writer).isEmpty()).limit(2).forEach(it -> {
            ways.setHard(it, true, writer);
            var introduction = introductions.ask(it, ways.around(it, writer).getFirst().contact(), null, writer);
            introductions.advance(introduction, Introductions.State.AGREED, writer);
        });
    }

    /** What has come back: somebody who answers, somebody who is away, and an address that is none. */
    private void answers(List<RecordList.Row> people, List<Viewer> writers) {
        var said = List.of("Subject: Re: Held batches\n\nThursday at ten suits us. Please bring the figures of the other plant, and the name of whoever runs it.\n\n-- \nSent from the plant",
                "Subject: Out of office: The figure for your board\nAuto-Submitted: auto-replied\n\nI am out of the office and back on %s.".formatted(DAY.format(clock.instant().atZone(BERLIN).plusDays(9))), "Subject: Re: Who else should know?\n\nNot my topic any more. Talk to our plant manager, and tell him hello.");
        var mailbox = postboxes.of(writers.getFirst()).getFirst().id().value();
        for (var i = 0; i < people.size(); i++) {
            var from = correspondents.reachable(List.of(people.get(i).id())).get(people.get(i).id());
            var mail = "From: %s <%s>\nMessage-ID: <demo-%d@brightwater.example>\n%s".formatted(people.get(i).title(), from.email(), i, said.get(i)).replace("\n", "\r\n");
            try {
                inbox.take(Letter.read(mail.getBytes(StandardCharsets.UTF_8)), new Inbox.Place(mailbox, writers.getFirst().id().value(), 1, i + 1, clock.instant().minus(Duration.ofMinutes(40 + 70 * i))));
            } catch (MessagingException e) {
                throw new IllegalStateException("The demo's own mail cannot be read", e);
            }
        }
    }

    /** Half a year of calls, the first three of them in a play: each has a chance of their own, as people do. */
    private void call(List<UUID> people, List<Viewer> callers) {
        var play = plays.make("Three calls", Plays.Kind.PROSPECT, "Whoever has asked for the audit sheet is called within two weeks.", List.of(Step.of(1, StepKind.CALL, 0, Step.Unit.BUSINESS, "", "Ask what the sheet is for, and who reads it."),
                Step.of(2, StepKind.CALL, 2, Step.Unit.BUSINESS, "", "One figure of a plant like theirs."), Step.of(3, StepKind.CALL, 3, Step.Unit.BUSINESS, "", "Ask who else should know.")), callers.get(1));
        plays.publish(play, callers.get(1));
        var random = new Random(12);
        for (var contact : people) {
            var chance = Math.pow(random.nextDouble(), 2) * 0.7;
            var caller = callers.get(random.nextInt(callers.size()));
            var at = clock.instant().minus(Duration.ofDays(150 + random.nextInt(20)));
            Told.at(at, () -> enrolments.enrol(play, List.of(contact), caller));
            for (var call = 1; call <= 3 + random.nextInt(9); call++) {
                at = at.plus(Duration.ofHours(40 + random.nextInt(200)));
                var reached = random.nextDouble() < chance;
                var wish = new Attempts.Wish(contact, reached ? CallOutcome.CONNECTED : MISSED.get(random.nextInt(MISSED.size())), 1 + random.nextInt(4), at, null, null);
                Told.at(at, () -> attempts.log(wish, caller));
                if (reached) {
                    break;
                }
            }
        }
    }
}
