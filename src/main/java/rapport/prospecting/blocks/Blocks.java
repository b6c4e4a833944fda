package rapport.prospecting.blocks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.calendar.Calendar;
import rapport.calendar.Hold;
import rapport.kernel.Forbidden;
import rapport.kernel.Ids;
import rapport.kernel.NotFound;
import rapport.kernel.PersonId;
import rapport.kernel.Refused;
import rapport.kernel.Slot;
import rapport.kernel.Utc;
import rapport.kernel.Viewer;
import rapport.people.ReportingLine;
import rapport.prospecting.BlockId;

/** Blocks of time for reaching people: planned, worked, kept. Nothing else is booked into one; whoever gives one up says why, and it is seen. */
@Service
@Transactional
public class Blocks {

    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(4);
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final int MOST_WEEKS = 26;

    /** Somebody begins a little early, or late. */
    private static final Duration EARLY = Duration.ofMinutes(15);

    private static final Duration MONTH = Duration.ofDays(28);

    /** @param calls made within it so far @param reached of these */
    public record Row(BlockId id, PersonId person, Instant startsAt, Instant endsAt, String goal, String state, @Nullable Instant beganAt, @Nullable Instant endedAt, @Nullable PersonId breachedBy, @Nullable String reason, int calls, int reached) {}

    /** Of blocks whose time has come within four weeks. @param planned and kept minutes @param inside and outside calls made within blocks and outside, and whom they reached */
    public record Integrity(PersonId person, int planned, int kept, int blocks, int breached, int inside, int insideReached, int outside, int outsideReached) {}

    private final Calendar calendar;
    private final ReportingLine line;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Blocks(Calendar calendar, ReportingLine line, Audit audit, JdbcClient jdbc, Clock clock) {
        this.calendar = calendar;
        this.line = line;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Sets aside the same hours of some weeks, all of them or none.
     *
     * @param starts on the viewer's clock, so that summer time moves nothing
     * @param weeks 1 to 26
     */
    public List<BlockId> plan(LocalDateTime starts, int minutes, int weeks, String goal, Viewer viewer) {
        if (!viewer.role().sells()) {
            throw new Forbidden("prospecting.only-sellers", "Time for reaching customers is set aside by whoever reaches them.");
        }
        var length = Duration.ofMinutes(minutes);
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0 || weeks < 1 || weeks > MOST_WEEKS) {
            throw new Refused("prospecting.block-length", "A block takes 15 minutes to 4 hours, and comes again for at most %d weeks.".formatted(MOST_WEEKS));
        }
        if (!starts.atZone(viewer.zone()).toInstant().isAfter(clock.instant().minus(EARLY))) {
            throw new Refused("prospecting.block-past", "Time can be set aside only while it is to come.");
        }
        var planned = new ArrayList<BlockId>();
        for (var week = 0; week < weeks; week++) {
            var start = starts.plusWeeks(week).atZone(viewer.zone()).toInstant();
            planned.add(plan(Slot.of(start, length), goal, viewer));
        }
        audit.record("prospecting.block.planned", planned.getFirst().toString(), Map.of("weeks", weeks, "minutes", minutes), viewer);
        return planned;
    }

    private BlockId plan(Slot slot, String goal, Viewer viewer) {
        return switch (calendar.protect(slot, "Prospecting", Set.of(viewer.id()))) {
            case Hold.Granted(var held) -> {
                var id = Ids.next(clock, BlockId::new);
                jdbc.sql("insert into prospecting.block (id, person, calendar, starts_at, ends_at, goal, state) values (:id, :person, :calendar, :starts, :ends, :goal, 'PLANNED')").param("id", id.value()).param("person", viewer.id().value()).param("calendar", held)
                        .param("starts", Utc.of(slot.start())).param("ends", Utc.of(slot.end())).param("goal", goal.strip()).update();
                yield id;
            }
            case Hold.Clash(_, var until) -> throw new Refused("prospecting.block-clash", "On %s something else is protected until %s. Nothing was set aside.".formatted(slot.start().atZone(viewer.zone()).toLocalDate(), until.atZone(viewer.zone()).toLocalTime()));
        };
    }

    /** Sets half an hour aside at a time, unless it lies within a block already. @throws Refused when something else is protected then */
    public void cover(Instant at, String goal, Viewer viewer) {
        var covered = jdbc.sql("select exists (select from prospecting.block where person = :me and state in ('PLANNED', 'RUNNING') and starts_at <= :at and ends_at > :at)").param("me", viewer.id().value()).param("at", Utc.of(at)).query(Boolean.class).single();
        if (!covered) {
            plan(Slot.of(at, HALF_AN_HOUR), goal, viewer);
        }
    }

    /** The viewer's first that begins from then on. */
    @Transactional(readOnly = true)
    public Optional<Row> next(Instant from, Viewer viewer) {
        return jdbc.sql(ROW + " where b.person = :me and b.state = 'PLANNED' and b.starts_at >= :from order by b.starts_at, b.id limit 1").param("me", viewer.id().value()).param("from", Utc.of(from)).query((row, _) -> row(row)).optional();
    }

    /** One's own and those of everybody who answers to one: from two weeks ago on, by their time. */
    @Transactional(readOnly = true)
    public List<Row> of(Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql(ROW + " where b.starts_at > :since and %s order by b.starts_at, b.id limit 200".formatted(visible.sql("b.person"))).param("since", Utc.of(clock.instant().minus(Duration.ofDays(14)))).param("visible", visible.ids()).query((row, _) -> row(row)).list();
    }

    private static final String ROW = """
            select b.*, (select count(*) from prospecting.attempt a where a.person = b.person and a.kind = 'CALL' and a.of is null and a.at between coalesce(b.began_at, b.starts_at) and coalesce(b.ended_at, b.ends_at) and not exists (select from prospecting.attempt u where u.of = a.id)) as calls,
                   (select count(*) from prospecting.attempt a where a.person = b.person and a.kind = 'CALL' and a.outcome in ('CONNECTED', 'CALL_BACK', 'INTRODUCED') and a.at between coalesce(b.began_at, b.starts_at) and coalesce(b.ended_at, b.ends_at) and not exists (select from prospecting.attempt u where u.of = a.id)) as reached
              from prospecting.block b""";

    private static Row row(ResultSet row) throws SQLException {
        var by = row.getObject("breached_by", UUID.class);
        return new Row(new BlockId(row.getObject("id", UUID.class)), new PersonId(row.getObject("person", UUID.class)), row.getTimestamp("starts_at").toInstant(), row.getTimestamp("ends_at").toInstant(), row.getString("goal"), row.getString("state"),
                moment(row, "began_at"), moment(row, "ended_at"), by == null ? null : new PersonId(by), row.getString("reason"), row.getInt("calls"), row.getInt("reached"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column) == null ? null : row.getTimestamp(column).toInstant();
    }

    /** The one somebody is in now. */
    @Transactional(readOnly = true)
    public Optional<Row> running(Viewer viewer) {
        return jdbc.sql(ROW + " where b.person = :me and b.state = 'RUNNING'").param("me", viewer.id().value()).query((row, _) -> row(row)).optional();
    }

    public void start(BlockId block, Viewer viewer) {
        var it = own(block, viewer);
        if (!it.state.equals("PLANNED") || it.startsAt.minus(EARLY).isAfter(clock.instant()) || !it.endsAt.isAfter(clock.instant())) {
            throw new Refused("prospecting.block-not-now", "It begins at its time: from a quarter of an hour before until it ends.");
        }
        running(viewer).ifPresent(other -> end(other.id, viewer));
        jdbc.sql("update prospecting.block set state = 'RUNNING', began_at = :now where id = :id").param("now", Utc.of(clock.instant())).param("id", block.value()).update();
    }

    /** Worked to its end, or as far as it was. */
    public void end(BlockId block, Viewer viewer) {
        own(block, viewer);
        jdbc.sql("update prospecting.block set state = 'KEPT', ended_at = least(:now, ends_at) where id = :id and state = 'RUNNING'").param("now", Utc.of(clock.instant())).param("id", block.value()).update();
    }

    private Row own(BlockId block, Viewer viewer) {
        return jdbc.sql(ROW + " where b.id = :id and b.person = :me").param("id", block.value()).param("me", viewer.id().value()).query((row, _) -> row(row)).optional().orElseThrow(() -> new NotFound("prospecting.block-not-found", "There is no such block of yours."));
    }

    /** Given up for something else: by name, and with the reason. The time is free again. */
    public void breach(BlockId block, String reason, Viewer viewer) {
        var visible = line.of(viewer);
        var found = jdbc.sql("select calendar from prospecting.block b where b.id = :id and b.state = 'PLANNED' and %s for update".formatted(visible.sql("b.person"))).param("id", block.value()).param("visible", visible.ids())
                .query((row, _) -> Optional.ofNullable(row.getObject(1, UUID.class))).optional().orElseThrow(() -> new NotFound("prospecting.block-not-found", "There is no such block that is still to come."));
        viewer.mustChange();
        if (reason.isBlank() || reason.length() > 300) {
            throw new Refused("prospecting.block-reason", "Time that was set aside is given up with a reason, in at most 300 letters.");
        }
        found.ifPresent(calendar::release);
        jdbc.sql("update prospecting.block set state = 'BREACHED', calendar = null, breached_by = :me, reason = :reason where id = :id").param("me", viewer.id().value()).param("reason", reason.strip()).param("id", block.value()).update();
        audit.record("prospecting.block.breached", block.toString(), Map.of("reason", reason.strip()), viewer);
    }

    /** Who keeps the time they set aside, and whether calls within it reach more people than calls outside. */
    @Transactional(readOnly = true)
    public List<Integrity> integrity(Viewer viewer) {
        var visible = line.of(viewer);
        return jdbc.sql("""
                        with mine as (select * from prospecting.block b where b.starts_at between :since and :now and %1$s),
                             calls as (select a.person, a.outcome in ('CONNECTED', 'CALL_BACK', 'INTRODUCED') as reached,
                                              exists (select from mine b where b.person = a.person and b.state in ('RUNNING', 'KEPT') and a.at between b.began_at and coalesce(b.ended_at, b.ends_at)) as inside
                                         from prospecting.attempt a where a.kind = 'CALL' and a.of is null and a.at > :since and a.person in (select person from mine) and not exists (select from prospecting.attempt u where u.of = a.id))
                        select m.person, sum(extract(epoch from (m.ends_at - m.starts_at)) / 60)::int, coalesce(sum(extract(epoch from (least(coalesce(m.ended_at, :now), m.ends_at) - greatest(m.began_at, m.starts_at))) / 60) filter (where m.began_at is not null), 0)::int,
                               count(*)::int, count(*) filter (where m.state = 'BREACHED')::int,
                               (select count(*) from calls c where c.person = m.person and c.inside)::int, (select count(*) from calls c where c.person = m.person and c.inside and c.reached)::int,
                               (select count(*) from calls c where c.person = m.person and not c.inside)::int, (select count(*) from calls c where c.person = m.person and not c.inside and c.reached)::int
                          from mine m group by m.person order by m.person""".formatted(visible.sql("b.person")))
                .param("since", Utc.of(clock.instant().minus(MONTH))).param("now", Utc.of(clock.instant())).param("visible", visible.ids())
                .query((row, _) -> new Integrity(new PersonId(row.getObject(1, UUID.class)), row.getInt(2), Math.max(0, row.getInt(3)), row.getInt(4), row.getInt(5), row.getInt(6), row.getInt(7), row.getInt(8), row.getInt(9))).list();
    }
}
