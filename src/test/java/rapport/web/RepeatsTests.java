package rapport.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import rapport.kernel.Role;
import rapport.support.Team;
import rapport.support.TestClock;
import rapport.support.WholeTest;

/** A program that sends the same again, because the network broke, has it done once. */
@WholeTest
class RepeatsTests {

    @Autowired Team team;
    @Autowired MockMvcTester browser;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionOperations transactions;
    @Autowired TestClock clock;

    @Test
    void theSameKeyIsDoneOnceAndAnsweredTheSame() throws Exception {
        var tom = team.hire("Tom Rep", Role.REP);
        var first = send(tom, "k1", "{\"name\": \"Brightwater\"}");
        var second = send(tom, "k1", "{\"name\": \"Brightwater\"}");

        assertThat(first.getStatus()).isEqualTo(201);
        assertThat(second.getStatus()).isEqualTo(201);
        assertThat(second.getContentAsString()).isEqualTo(first.getContentAsString());
        assertThat(second.getHeader("ETag")).isEqualTo(first.getHeader("ETag"));
        assertThat(second.getHeader("Idempotency-Replayed")).isEqualTo("true");
        assertThat(accounts()).isEqualTo(1);
        assertThat(send(tom, "k1", "{\"name\": \"Another\"}").getStatus()).isEqualTo(422);
        assertThat(send(tom, "k2", "{\"name\": \"Brightwater\"}").getStatus()).isEqualTo(201);
        assertThat(send(team.hire("Rita Rep", Role.REP), "k1", "{\"name\": \"Mine\"}").getStatus()).as("a key is its sender's own").isEqualTo(201);
        assertThat(accounts()).isEqualTo(3);
        clock.pass(java.time.Duration.ofHours(25));
        assertThat(send(tom, "k1", "{\"name\": \"Another\"}").getStatus()).as("after a day it is forgotten").isEqualTo(201);
    }

    @Test
    void whatEndedWithTheProgramIsNotTriedAgain() throws Exception {
        var tom = team.hire("Tom Rep", Role.REP);
        send(tom, "k1", "{\"name\": \"Brightwater\"}");
        transactions.executeWithoutResult(_ -> jdbc.sql("update web.answer set status = null, body = null").update());
        assertThat(send(tom, "k1", "{\"name\": \"Brightwater\"}")).satisfies(it -> {
            assertThat(it.getStatus()).isEqualTo(409);
            assertThat(it.getContentAsString()).contains("Look whether it was done");
        });
    }

    @Test
    void aRefusalIsRememberedToo() throws Exception {
        var tom = team.hire("Tom Rep", Role.REP);
        assertThat(send(tom, "k1", "{\"name\": \"\"}").getStatus()).isEqualTo(409);
        assertThat(send(tom, "k1", "{\"name\": \"\"}").getHeader("Idempotency-Replayed")).isEqualTo("true");
        assertThat(send(tom, " ", "{\"name\": \"X\"}").getStatus()).isEqualTo(400);
    }

    /** A file may be as large as the workspace; made twice it harms nobody. */
    @Test
    void aFileIsMadeAnewAndNotKept() throws Exception {
        var tom = team.hire("Tom Rep", Role.REP);
        send(tom, "k1", "{\"name\": \"Brightwater\"}");
        for (var i = 0; i < 2; i++) {
            var file = browser.post().uri("/api/v1/exports").with(tom.asks()).header("Idempotency-Key", "k2").contentType("application/json").content("{\"kind\": \"accounts\"}").exchange().getResponse();
            assertThat(file.getContentAsString()).contains("Brightwater");
            assertThat(file.getHeader("Idempotency-Replayed")).isNull();
        }
        Long kept = transactions.execute(_ -> jdbc.sql("select count(*) from web.answer where key = 'k2'").query(Long.class).single());
        assertThat(kept).isZero();
    }

    private org.springframework.mock.web.MockHttpServletResponse send(Team.Member by, String key, String body) {
        return browser.post().uri("/api/v1/accounts").with(by.asks()).header("Idempotency-Key", key).contentType("application/json").content(body).exchange().getResponse();
    }

    private long accounts() {
        Long count = transactions.execute(_ -> jdbc.sql("select count(*) from crm.account").query(Long.class).single());
        return count == null ? 0 : count;
    }
}
