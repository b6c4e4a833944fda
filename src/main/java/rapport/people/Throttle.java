package rapport.people;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.kernel.Ids;
import rapport.kernel.TooManyTries;
import rapport.kernel.Utc;

/** Slows down guessing, by account and by address. A try is written down before it is judged, so that many at once all count. */
@Component
@Transactional(propagation = Propagation.REQUIRES_NEW)
public class Throttle {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int MOST_PER_ACCOUNT = 10;
    private static final int MOST_PER_ADDRESS = 50; // an office shares one

    private final JdbcClient jdbc;
    private final Clock clock;

    Throttle(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return the try, to be taken back when it succeeds */
    public UUID attempt(String account, String address) {
        var now = clock.instant();
        var hash = Secrets.fingerprint(account.strip().toLowerCase(Locale.ROOT));
        jdbc.sql("delete from people.attempt where at < :old").param("old", Utc.of(now.minus(WINDOW))).update();
        record Count(long account, long address) {}
        var count = jdbc.sql("""
                        select count(*) filter (where account = :account) as account,
                               count(*) filter (where address = :address) as address
                          from people.attempt where account = :account or address = :address""")
                .param("account", hash)
                .param("address", address)
                .query(Count.class)
                .single();
        if (count.account >= MOST_PER_ACCOUNT || count.address >= MOST_PER_ADDRESS) {
            throw new TooManyTries("people.too-many-tries",
                    "Too many tries. Wait a quarter of an hour, then try again; or ask your manager for a new link.");
        }
        var id = Ids.next(clock, uuid -> uuid);
        jdbc.sql("insert into people.attempt (id, account, address, at) values (:id, :account, :address, :now)")
                .param("id", id)
                .param("account", hash)
                .param("address", address)
                .param("now", Utc.of(now))
                .update();
        return id;
    }

    public void succeeded(UUID attempt) {
        jdbc.sql("delete from people.attempt where id = :id or account = (select account from people.attempt where id = :id)")
                .param("id", attempt).update();
    }
}
