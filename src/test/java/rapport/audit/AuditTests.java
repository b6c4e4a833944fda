package rapport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import rapport.kernel.Viewer;
import rapport.kernel.Workspaces;
import rapport.support.TestClock;
import rapport.support.TestDatabase;
import rapport.support.WholeTest;

@WholeTest
class AuditTests {

    @Autowired Audit audit;
    @Autowired AuditLog log;
    @Autowired Seals seals;
    @Autowired TransactionOperations transactions;
    @Autowired TestDatabase database;
    @Autowired TestClock clock;

    Viewer operator;

    @BeforeEach
    void threeEntriesUnderTwoSeals() {
        operator = Viewer.system(Workspaces.current().orElseThrow(), "test");
        record("one");
        record("two");
        seals.seal();
        record("three");
        seals.seal();
    }

    @Test
    void whatIsAsItWasWrittenVerifies() {
        var verified = log.verify(operator);

        assertThat(verified.faults()).isEmpty();
        assertThat(verified.entries()).isEqualTo(3);
        assertThat(verified.newestSeal()).isPresent();
    }

    @Test
    void anAlteredEntryIsNamed() {
        owner().sql("update audit.entry set subject = 'something else' where id = :id").param("id", entry("two")).update();

        assertThat(log.verify(operator).faults()).anyMatch(it -> it.contains(entryOf("two") + " was altered"));
    }

    @Test
    void alteredValuesAreNamed() {
        var id = entry("one");
        owner().sql("update audit.detail set content = '{\"word\":\"nothing\"}' where entry = :id").param("id", id).update();

        assertThat(log.verify(operator).faults()).containsExactly("The values of entry %s were altered".formatted(id));
    }

    @Test
    void aMissingEntryIsNamed() {
        var id = entry("three");
        owner().sql("delete from audit.detail where entry = :id").param("id", id).update();
        owner().sql("delete from audit.entry where id = :id").param("id", id).update();

        assertThat(log.verify(operator).faults()).containsExactly("Entry %s is missing (it was in seal 2)".formatted(id));
    }

    @Test
    void erasedValuesDoNotBreakTheProof() {
        owner().sql("delete from audit.detail where entry = :id").param("id", entry("one")).update();

        assertThat(log.verify(operator).faults()).isEmpty();
    }

    @Test
    void aForgedSealDoesNotFollow() {
        owner().sql("update audit.seal set root = sha256('forged') where number = 1 and workspace = :it").param("it", operator.workspace().value()).update();

        assertThat(log.verify(operator).faults()).contains("Seal 1 does not follow from what it seals", "Seal 2 does not follow from what it seals");
    }

    @Test
    void anEntryThatNobodyQueuedIsNamed() {
        var id = UUID.randomUUID();
        owner().sql("insert into audit.entry (workspace, id, at, actor, action, subject, through, origin, digest) select workspace, :id, at, actor, action, subject, through, origin, digest from audit.entry where id = :like")
                .param("id", id).param("like", entry("one")).update();
        clock.pass(Duration.ofMinutes(1));

        assertThat(log.verify(operator).faults()).containsExactly("Entry %s has waited too long for its seal".formatted(id));
    }

    private void record(String word) {
        transactions.executeWithoutResult(_ -> audit.record("test.word.said", word, Map.of("word", word), operator));
    }

    private UUID entry(String subject) {
        return owner().sql("select id from audit.entry where workspace = :workspace and subject = :subject")
                .param("workspace", operator.workspace().value()).param("subject", subject).query(UUID.class).single();
    }

    private String entryOf(String word) {
        return owner().sql("select entry::text from audit.detail d where workspace = :workspace and content like :word")
                .param("workspace", operator.workspace().value()).param("word", "%" + word + "%").query(String.class).single();
    }

    private JdbcClient owner() {
        return database.as("rapport_owner");
    }
}
