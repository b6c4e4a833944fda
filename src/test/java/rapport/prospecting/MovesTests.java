package rapport.prospecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.crm.record.Kind;
import rapport.kernel.Role;
import rapport.ops.bench.SmtpSink;
import rapport.ops.bench.SmtpSink.Manner;
import rapport.prospecting.dispatch.Mortal;
import rapport.prospecting.dispatch.Outgoing;
import rapport.prospecting.dispatch.Queue;
import rapport.prospecting.law.Rules;
import rapport.prospecting.plays.Course;
import rapport.prospecting.plays.Enrolments;
import rapport.prospecting.plays.Moves;
import rapport.prospecting.plays.Plays;
import rapport.prospecting.plays.Step;
import rapport.prospecting.plays.StepKind;
import rapport.support.Book;
import rapport.support.Check;
import rapport.support.Outbox;
import rapport.support.Team;
import rapport.support.WholeTest;

/** A play is changed while people are in it and mail goes out. */
@WholeTest
class MovesTests {

    @Autowired MockMvcTester browser;
    @Autowired Plays plays;
    @Autowired Enrolments enrolments;
    @Autowired Moves moves;
    @Autowired Course course;
    @Autowired Queue queue;
    @Autowired Outgoing outgoing;
    @Autowired Rules rules;
    @Autowired Outbox outbox;
    @Autowired Mortal nodes;
    @Autowired Team team;
    @Autowired Book book;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;

    SmtpSink sink;
    volatile SmtpSink.Manners manners = (_, _) -> new Manner.Well();
    Team.Member mia;
    Team.Member ben;
    PlayId play;
    int node;

    @BeforeEach
    void aPlayOfMails() throws IOException {
        sink = SmtpSink.open((step, to) -> manners.at(step, to));
        mia = team.hire("Mia Manager", Role.MANAGER);
        ben = team.hire("Ben Okafor", Role.REP, mia);
        outbox.open(ben.viewer(), sink.port());
        rules.confirm(team.hire("Olga Owner", Role.OWNER).viewer());
        book.letterhead();
        play = plays.make("Play " + UUID.randomUUID(), Plays.Kind.PROSPECT, "To be reached", List.of(mail(1, "First"), mail(2, "Second")), mia.viewer());
        plays.publish(play, mia.viewer());
        node = nodes.begin("here " + UUID.randomUUID());
    }

    @AfterEach
    void hangUp() throws IOException {
        sink.close();
    }

    @Test
    @Check(1)
    void whoseStepIsOnItsWayGetsItOnce() {
        var jonna = contact("Jonna", ben);
        enrolments.enrol(play, List.of(jonna), ben.viewer());
        nodes.beginAll(node);
        var tom = contact("Tom", ben);
        enrolments.enrol(play, List.of(tom), ben.viewer());
        publishAnother();
        assertThat(moves.move(play, mia.viewer())).isEqualTo(new Moves.Moved(1, 1));
        nodes.die(node);
        assertThat(moves.move(play, mia.viewer())).as("nobody knows whether it arrived").isEqualTo(new Moves.Moved(0, 1));

        settle(jonna, true);
        outbox.send();
        assertThat(sink.words()).filteredOn(it -> it.contains("To: jonna")).singleElement().asString().contains("Subject: Second");
        assertThat(sink.words()).filteredOn(it -> it.contains("To: tom")).hasSize(3);
        assertThat(standing(tom)).startsWith("EXHAUSTED 2");
    }

    @Test
    void whoWaitsForSomebodyToLookIsMailedOnce() {
        manners = (step, to) -> step == SmtpSink.Step.RCPT && to.startsWith("jonna") ? new Manner.Says("554 5.7.1 not today") : new Manner.Well();
        var jonna = contact("Jonna", ben);
        enrolments.enrol(play, List.of(jonna), ben.viewer());
        outbox.send(node);
        assertThat(standing(jonna)).startsWith("HELD 1");
        publishAnother();
        moves.move(play, mia.viewer());
        assertThat(standing(jonna)).startsWith("HELD 2").contains("not today");
        assertThat(outgoing.of(Outgoing.Group.NOT_SENT, ben.viewer())).as("what would be sent beside the play").isEmpty();

        manners = (_, _) -> new Manner.Well();
        enrolments.goOn(enrolments.of(play, ben.viewer()).getFirst().id(), ben.viewer());
        outbox.send(node);
        assertThat(sink.words()).filteredOn(it -> it.contains("Subject: First")).hasSize(1);
    }

    @Test
    void whoIsAwayIsLeftAlone() {
        var jonna = contact("Jonna", ben);
        enrolments.enrol(play, List.of(jonna), ben.viewer());
        transactions.executeWithoutResult(_ -> course.away(jonna, LocalDate.of(2026, 3, 12)));
        publishAnother();
        moves.move(play, mia.viewer());
        assertThat(standing(jonna)).startsWith("PAUSED 2").contains("12 March");
        outbox.send(node);
        assertThat(sink.count()).isZero();
    }

    @Test
    void aManagerIsToldOfTheirOwnAndMovesThese() {
        var max = team.hire("Max Manager", Role.MANAGER);
        var rita = team.hire("Rita Rep", Role.REP, max);
        outbox.open(rita.viewer(), sink.port());
        enrolments.enrol(play, List.of(contact("Jonna", ben), contact("Tom", ben)), ben.viewer());
        enrolments.enrol(play, List.of(contact("Ute", rita)), rita.viewer());
        publishAnother();
        assertThat(page(mia, "/prospecting/plays/" + play)).contains("2 people still play an older version");
        assertThat(page(max, "/prospecting/plays/" + play)).contains("One person still plays an older version");
        assertThat(moves.move(play, mia.viewer())).isEqualTo(new Moves.Moved(2, 0));
        assertThat(page(mia, "/prospecting/plays/" + play)).doesNotContain("still play");
        assertThat(page(max, "/prospecting/plays/" + play)).contains("One person still plays an older version");
    }

    /** A colleague has answered in the meantime, and somebody is to decide. */
    @Test
    @Check(1)
    void whatIsProvenNotToHaveArrivedGoesOnlyWhereThePlayStillWantsIt() {
        var acme = book.add(Kind.ACCOUNT, ben.viewer(), "name", "Acme").id();
        var jonna = contact("Jonna", ben, acme);
        var tom = contact("Tom", ben, acme);
        enrolments.enrol(play, List.of(jonna, tom), ben.viewer());
        nodes.beginAll(node);
        nodes.die(node);
        transactions.executeWithoutResult(_ -> course.answered(jonna));
        assertThat(standing(tom)).startsWith("HELD 1");
        settle(tom, false);
        settle(jonna, false);
        assertThat(standing(tom)).startsWith("HELD 1");
        outbox.send();
        assertThat(sink.count()).isZero();
    }

    /** As the look into the mailbox does. */
    private void settle(UUID contact, boolean arrived) {
        transactions.executeWithoutResult(_ -> jdbc.sql("select id, touched_at from prospecting.touch where contact = ? and state = 'UNCERTAIN'").param(contact)
                .query((row, _) -> queue.settleByProof(new TouchId(row.getObject(1, UUID.class)), arrived, row.getTimestamp(2).toInstant())).single());
    }

    private void publishAnother() {
        plays.write(play, List.of(mail(1, "First"), mail(2, "Second"), mail(3, "Third")), mia.viewer());
        plays.publish(play, mia.viewer());
    }

    private static Step mail(int place, String subject) {
        return new Step(place, StepKind.AUTO_EMAIL, 0, Step.Unit.HOURS, LocalTime.of(0, 1), LocalTime.of(23, 59), subject, "Words", false, Map.of());
    }

    private UUID contact(String first, Team.Member owner) {
        return contact(first, owner, book.add(Kind.ACCOUNT, owner.viewer(), "name", "Company " + UUID.randomUUID()).id());
    }

    private UUID contact(String first, Team.Member owner, UUID account) {
        return book.add(Kind.CONTACT, owner.viewer(), "firstName", first, "lastName", "Saar", "email", "%s.%s@brightwater.example".formatted(first.toLowerCase(java.util.Locale.ROOT), UUID.randomUUID()), "country", "GB", "account", account, "allowed", List.of("EMAIL")).id();
    }

    private String standing(UUID contact) {
        return transactions.execute(_ -> jdbc.sql("select state || ' ' || version || ' ' || because from prospecting.enrolment where contact = ?").param(contact).query(String.class).single());
    }

    private String page(Team.Member who, String path) {
        var answer = browser.get().uri(path).with(who.asks()).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
