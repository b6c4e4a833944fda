package rapport.prospecting.dispatch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.MailAddress;
import rapport.kernel.Utc;
import rapport.kernel.Vault;
import rapport.kernel.WorkspaceId;
import rapport.kernel.Workspaces;

/**
 * Who is not to be written to any more, and by what. An objection is put on this list rather than deleted, so that no later import
 * brings the address back to life; and the list itself gives nobody's address away.
 *
 * <p>Source: GDPR articles 17 and 21; ICO, “Respect people's preferences”.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Stops {

    public enum Scope { PERSON, ADDRESS, DOMAIN }

    public enum Reason { OPT_OUT, COMPLAINT, HARD_BOUNCE, OBJECTION, LEGAL }

    private final Vault vault;
    private final JdbcClient jdbc;
    private final Clock clock;

    Stops(Vault vault, JdbcClient jdbc, Clock clock) {
        this.vault = vault;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Everything a mail to them can be stopped by: the person, the address, its domain. */
    public List<byte[]> ofMail(UUID contact, String address) {
        var plain = MailAddress.plain(address);
        var at = plain.lastIndexOf('@');
        return List.of(digest(Scope.PERSON, contact.toString()), digest(Scope.ADDRESS, undressed(plain, at)), digest(Scope.DOMAIN, plain.substring(at + 1)));
    }

    /** Everything a fax to them can be stopped by. @param number E.164 */
    public List<byte[]> ofFax(UUID contact, String number) {
        return List.of(digest(Scope.PERSON, contact.toString()), digest(Scope.ADDRESS, number));
    }

    /** An alias behind a plus is the same mailbox. */
    private static String undressed(String plain, int at) {
        var plus = plain.indexOf('+');
        return plus > 0 && plus < at ? plain.substring(0, plus) + plain.substring(at) : plain;
    }

    /** From the commit on nothing of the channel goes out to them; what is just going out is waited for. @param channel a {@link rapport.prospecting.Channel}'s name, or ALL */
    public void stop(Scope scope, String value, String channel, Reason reason, @Nullable String evidence) {
        var plain = MailAddress.plain(value);
        var digest = digest(scope, scope == Scope.ADDRESS ? undressed(plain, plain.lastIndexOf('@')) : plain);
        jdbc.sql("select pg_advisory_xact_lock(:key)").param("key", keys(List.of(digest))[0]).query((_, _) -> 0).single();
        jdbc.sql("insert into prospecting.suppression (digest, channel, scope, reason, at, evidence) values (:digest, :channel, :scope, :reason, :now, :evidence) on conflict (workspace, channel, digest) do update set reason = excluded.reason, at = excluded.at, evidence = excluded.evidence where excluded.reason = 'LEGAL' and suppression.reason <> 'LEGAL'") // whoever is erased is so, whatever they said before
                .param("digest", digest).param("channel", channel).param("scope", scope.name()).param("reason", reason.name()).param("now", Utc.of(clock.instant())).param("evidence", evidence).update();
    }

    /** Those of the addresses that were stopped with this evidence. */
    public List<String> erased(Collection<String> addresses, String evidence) {
        var digests = new HashMap<ByteBuffer, List<String>>();
        addresses.forEach(it -> digests.computeIfAbsent(ByteBuffer.wrap(digest(Scope.ADDRESS, undressed(MailAddress.plain(it), MailAddress.plain(it).lastIndexOf('@')))), _ -> new ArrayList<>()).add(it)); // aliases are one
        return jdbc.sql("select digest from prospecting.suppression where evidence = :evidence and digest = any(:digests::bytea[])").param("evidence", evidence).param("digests", digests.keySet().stream().map(ByteBuffer::array).toArray(byte[][]::new))
                .query((row, _) -> digests.getOrDefault(ByteBuffer.wrap(row.getBytes(1)), List.of())).stream().flatMap(List::stream).distinct().toList();
    }

    public boolean isStopped(Scope scope, String value, String channel) {
        var plain = MailAddress.plain(value);
        return stopped(channel, List.of(digest(scope, scope == Scope.ADDRESS ? undressed(plain, plain.lastIndexOf('@')) : plain)));
    }

    public boolean stopped(String channel, List<byte[]> digests) {
        return jdbc.sql("select exists (select from prospecting.suppression where channel in (:channel, 'ALL') and digest = any(:digests::bytea[]))").param("channel", channel).param("digests", digests.toArray(byte[][]::new)).query(Boolean.class).single();
    }

    private byte[] digest(Scope scope, String plain) {
        var workspace = Workspaces.current().map(WorkspaceId::toString).orElseThrow();
        return vault.digest("stop", (workspace + ' ' + scope + ' ' + plain).getBytes(StandardCharsets.UTF_8));
    }

    /** What a stop and a last look meet on; in one order, so that two never wait for each other. */
    static Long[] keys(List<byte[]> digests) {
        return digests.stream().map(it -> ByteBuffer.wrap(it).getLong()).sorted().toArray(Long[]::new);
    }

}
