package rapport.prospecting.dispatch;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.Activities;
import rapport.crm.record.Correspondents;
import rapport.kernel.Viewer;
import rapport.prospecting.Channel;

/** What was tried to reach a contact. As open as the contact: whoever is about to call should know of the forty-one before. */
@Service
@Transactional(readOnly = true)
public class Tallies {

    private static final List<Channel> ORDER = List.of(Channel.CALL, Channel.EMAIL, Channel.SOCIAL, Channel.FAX, Channel.LETTER, Channel.GIFT, Channel.INTRODUCTION, Channel.TASK);

    private record Kept(Map<Channel, Integer> attempts, int connects, List<UUID> people, @Nullable Instant firstAt, @Nullable Instant lastAt) {

        Kept and(Kept other) {
            var sum = new LinkedHashMap<>(attempts);
            other.attempts.forEach((channel, count) -> sum.merge(channel, count, Integer::sum));
            return new Kept(sum, connects + other.connects, Stream.concat(people.stream(), other.people.stream()).distinct().toList(), Stream.of(Optional.ofNullable(firstAt), Optional.ofNullable(other.firstAt)).flatMap(Optional::stream).min(Comparator.naturalOrder()).orElse(null),
                    Stream.of(Optional.ofNullable(lastAt), Optional.ofNullable(other.lastAt)).flatMap(Optional::stream).max(Comparator.naturalOrder()).orElse(null));
        }
    }

    private final Activities activities;
    private final Correspondents correspondents;
    private final JdbcClient jdbc;

    Tallies(Activities activities, Correspondents correspondents, JdbcClient jdbc) {
        this.activities = activities;
        this.correspondents = correspondents;
        this.jdbc = jdbc;
    }

    /** What went out through us, and what somebody has written down. */
    public Tally of(UUID contact, Viewer viewer) {
        var written = activities.tried(contact, viewer);
        var kept = kept(contact);
        var attempts = new LinkedHashMap<Channel, Integer>();
        for (var channel : ORDER) {
            var count = kept.attempts.getOrDefault(channel, 0) + written.stream().filter(it -> it.sort().equals(channel.name())).mapToInt(Activities.Done::count).sum();
            if (count > 0) {
                attempts.put(channel, count);
            }
        }
        var people = Stream.concat(kept.people.stream(), written.stream().flatMap(it -> it.people().stream())).distinct().count();
        var first = Stream.concat(Stream.ofNullable(kept.firstAt), written.stream().map(Activities.Done::first)).min(Comparator.naturalOrder()).orElse(null);
        var last = Stream.concat(Stream.ofNullable(kept.lastAt), written.stream().map(Activities.Done::last)).max(Comparator.naturalOrder()).orElse(null);
        return new Tally(attempts, kept.connects, (int) people, first, last);
    }

    /** With those who were merged into them: it is one person, and nothing is set back. */
    private Kept kept(UUID contact) {
        return jdbc.sql("select * from prospecting.prospect where contact = any(:contacts)").param("contacts", correspondents.all(contact).toArray(UUID[]::new)).query((row, _) -> {
            var attempts = new LinkedHashMap<Channel, Integer>();
            for (var channel : ORDER) {
                attempts.put(channel, row.getInt(Queue.column(channel.name())));
            }
            return new Kept(attempts, row.getInt("connects"), List.of((UUID[]) row.getArray("people").getArray()), moment(row.getTimestamp("first_at")), moment(row.getTimestamp("last_at")));
        }).stream().reduce(new Kept(Map.of(), 0, List.of(), null, null), Kept::and);
    }

    private static @Nullable Instant moment(java.sql.@Nullable Timestamp it) {
        return it == null ? null : it.toInstant();
    }
}
