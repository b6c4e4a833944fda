package rapport.support;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import rapport.coaching.Coaching;
import rapport.calendar.Absence;
import rapport.calendar.Absences;
import rapport.coaching.Contacts;
import rapport.coaching.Disturbance;
import rapport.coaching.Policies;
import rapport.coaching.ProtectedTime;
import rapport.coaching.verdict.Policy;
import rapport.coaching.Judging;
import rapport.coaching.Meeting;
import rapport.coaching.Preparing;
import rapport.coaching.Preparing.Brief;
import rapport.coaching.Question;
import rapport.coaching.SessionId;
import rapport.coaching.SessionList;
import rapport.coaching.StartProgramme;
import rapport.coaching.Starting;
import rapport.coaching.verdict.SessionFacts.Topic;
import rapport.crm.Deals;
import rapport.crm.OpportunityId;
import rapport.crm.Parts;
import rapport.crm.duplicates.Likenesses;
import rapport.crm.duplicates.Merges;
import rapport.crm.forecast.Quotas;
import rapport.crm.forecast.Rates;
import rapport.crm.record.Attachments;
import rapport.crm.record.Fields;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.Timeline;
import rapport.crm.record.Type;
import rapport.crm.record.Views;
import rapport.imports.Imports;
import rapport.imports.Imports.Upload;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.prospecting.mail.Postboxes;
import rapport.prospecting.mail.Writing;
import rapport.skills.Blueprints;
import rapport.skills.Focus;
import rapport.skills.Skills;
import rapport.skills.Treatment;

/** A row in every table of the running test's workspace. A new module adds whatever it takes to have one in each of its own. */
@Component
public class FilledWorkspace {

    private final Team team;
    private final Book book;
    private final Views views;
    private final Timeline timeline;
    private final Parts parts;
    private final Rates rates;
    private final Quotas quotas;
    private final Likenesses likenesses;
    private final Merges merges;
    private final Attachments attachments;
    private final Fields fields;
    private final Imports imports;
    private final Coaching coaching;
    private final Preparing preparing;
    private final Meeting meeting;
    private final Judging judging;
    private final Contacts contacts;
    private final ProtectedTime time;
    private final Policies policies;
    private final Absences absences;
    private final Deals deals;
    private final TestClock clock;
    private final SessionList sessions;
    private final Skills skills;
    private final Blueprints blueprints;
    private final Postboxes postboxes;
    private final Writing writing;
    private final Rows rows;

    FilledWorkspace(Team team, Book book, Views views, Timeline timeline, Parts parts, Rates rates, Quotas quotas, Likenesses likenesses, Merges merges, Attachments attachments, Fields fields, Imports imports, Coaching coaching, Preparing preparing, Meeting meeting,
            Judging judging, Contacts contacts, ProtectedTime time, Policies policies, Absences absences, Deals deals, TestClock clock, SessionList sessions, Skills skills, Blueprints blueprints, Postboxes postboxes, Writing writing, Rows rows) {
        this.team = team;
        this.book = book;
        this.views = views;
        this.timeline = timeline;
        this.parts = parts;
        this.rates = rates;
        this.quotas = quotas;
        this.likenesses = likenesses;
        this.merges = merges;
        this.attachments = attachments;
        this.fields = fields;
        this.imports = imports;
        this.coaching = coaching;
        this.preparing = preparing;
        this.meeting = meeting;
        this.judging = judging;
        this.contacts = contacts;
        this.time = time;
        this.policies = policies;
        this.absences = absences;
        this.deals = deals;
        this.clock = clock;
        this.sessions = sessions;
        this.skills = skills;
        this.blueprints = blueprints;
        this.postboxes = postboxes;
        this.writing = writing;
        this.rows = rows;
    }

    private void coach(Team.Member coach, Team.Member rep) {
        var wish = new StartProgramme(List.of(rep.id()), 2, 45, LocalDateTime.of(2026, 3, 9, 10, 0), coach.viewer().zone(), StartProgramme.EXPECTATIONS, null);
        var programme = ((Starting.Started) coaching.start(wish, coach.viewer())).programme();
        coaching.sign(programme.id(), coach.viewer());
        var session = new SessionId(sessions.coming(null, null, 1, rep.viewer()).getFirst().id());
        coaching.accept(session, rep.viewer());
        var deal = deals.largest(rep.id(), false, 1, rep.viewer()).getFirst().id();
        preparing.submit(session, "", List.of(new Brief(new OpportunityId(deal), Map.of(Question.WHY_NOW, "Their line stands still"))), rep.viewer());
        preparing.submit(session, "Who owns the pain?", List.of(), coach.viewer());
        meeting.begin(session, coach.viewer());
        meeting.openPack(session, coach.viewer());
        meeting.agenda(session, List.of(new Meeting.Item(Topic.CUSTOMER_KNOWLEDGE, "Who wins?", true)), coach.viewer());
        meeting.review(session, coach.viewer());
        meeting.write(session, UUID.randomUUID(), true, "Ask before telling", rep.viewer());
        meeting.commit(session, rep.id(), "the buyer names a maximum", "I ask how they got there", LocalDate.of(2026, 3, 20), rep.viewer());
        clock.pass(Duration.ofMinutes(45));
        meeting.end(session, coach.viewer());
        judging.confirm(session, true, coach.viewer());
        judging.confirm(session, true, rep.viewer());
        var next = new SessionId(sessions.coming(null, null, 2, rep.viewer()).getLast().id());
        coaching.agreeToLate(next, rep.viewer());
        time.cancel(next, Disturbance.Cause.INTERNAL, "A fair", coach.viewer());
        absences.enter(rep.id(), LocalDate.of(2026, 8, 3), LocalDate.of(2026, 8, 7), Absence.Kind.LEAVE, coach.viewer());
        contacts.log(rep.id(), "A word on the stairs", coach.viewer());
    }

    /** One import that waits, one with a problem. */
    private void bringIn(Viewer admin) {
        var good = imports.rehearseAtOnce(List.of(file("products.csv", "product,series,sales_price\nGTX Pro,GTX,4821\n"),
                file("sales_pipeline.csv", "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\nZ1,Zane Levy,GTXPro,,Lost,2017-01-01,2017-02-01,0\nZ2,Zane Levy,GTXPro,,Engaging,2017-01-01,,\n")), Imports.Terms.WHOLE, admin);
        imports.rehearseAtOnce(List.of(file("products.csv", "product,series,sales_price\nGTX Pro,GTX,much\n")), Imports.Terms.WHOLE, admin);
        imports.rehearseAtOnce(List.of(file("fair.csv", "Name,Firma,Ort\nJonna Berg,Kestrel Bio,Emmendingen\n")), Imports.Terms.ASK, admin);
        rows.leaveSomethingAlone(good.id());
        rows.meanSomething();
    }

    private static Upload file(String name, String text) {
        return new Upload(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Viewer ines() {
        return Viewer.system(rapport.kernel.Workspaces.current().orElseThrow(), "filling");
    }

    public void fill() {
        var maya = team.hire("Maya Coach", Role.MANAGER);
        var tom = team.hire("Tom Rep", Role.REP, maya);
        rows.addTeamAndProduct();
        var account = book.account("Brightwater Foods", maya.viewer());
        var contact = book.add(Kind.CONTACT, maya.viewer(), "firstName", "Jonna", "lastName", "Saar", "account", account, "email", "jonna@brightwater.example");
        var deal = book.add(Kind.OPPORTUNITY, maya.viewer(), "account", account, "owner", tom.id(), "engagedOn", LocalDate.of(2026, 1, 5), "amount", "84000", "currency", "EUR", "nextStep", "Ask what a held batch costs");
        book.add(Kind.LEAD, maya.viewer(), "lastName", "Holm", "company", "Corvid Labs", "owner", tom.id());
        book.add(Kind.ACTIVITY, maya.viewer(), "name", "Called Jonna", "sort", "CALL", "contact", contact.id(), "opportunity", deal.id());
        views.save(Kind.OPPORTUNITY, "Large ones", true, Filter.read("amount=gt=50000"), Views.sort("-amount"), Views.columns(Kind.OPPORTUNITY), maya.viewer());
        timeline.look(Kind.OPPORTUNITY, deal.id(), tom.viewer());
        var twice = book.add(Kind.CONTACT, maya.viewer(), "firstName", "Jonna", "lastName", "Saar", "email", "jonna@brightwater.example");
        likenesses.search(Kind.CONTACT, maya.viewer());
        merges.merge(Kind.CONTACT, contact.id(), twice.id(), List.of(), maya.viewer());
        rates.base("EUR", ines());
        rates.enter("USD", LocalDate.of(2026, 3, 2), new java.math.BigDecimal("0.92"), ines());
        quotas.set(tom.id().value(), null, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31), new java.math.BigDecimal("90000"), "EUR", maya.viewer());
        rows.answer(maya.viewer());
        postboxes.open(new Postboxes.Wish(tom.id(), "tom." + java.util.UUID.randomUUID() + "@northlight.example", "Tom Rep", "smtp.northlight.example", 587, "STARTTLS", "tom", "a password", 100, 30, null), tom.viewer());
        writing.write(new Writing.Note(contact.id(), "Held batches", "Three of them", null, null), tom.viewer());
        rows.prospected(contact.id());
        parts.take(new OpportunityId(deal.id()), contact.id(), "USES", tom.viewer());
        attachments.add(Kind.OPPORTUNITY, deal.id(), "offer.txt", new ByteArrayInputStream("Three meters".getBytes(StandardCharsets.UTF_8)), tom.viewer());
        var ines = team.hire("Ines Importer", Role.ADMIN).viewer();
        bringIn(ines);
        fields.invent(Kind.ACCOUNT, "Region code", Type.TEXT, List.of(), ines);
        coach(maya, tom);
        blueprints.write(tom.id(), List.of(new Focus(skills.all(maya.viewer()).getFirst().id(), "Brings an engineer to the second meeting", "Two deals stood still", Treatment.DEMONSTRATE)),
                clock.instant().atZone(maya.viewer().zone()).toLocalDate().plusMonths(3), maya.viewer());
        policies.change(Policy.FIRST, "As it was", ines);
        rows.sealOneAndLeaveOne(maya.viewer());
    }
}
