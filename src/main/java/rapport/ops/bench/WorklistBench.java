package rapport.ops.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Through;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceId;
import rapport.kernel.WorkspaceRegister;
import rapport.ops.CannotRun;
import rapport.ops.DataFolder;
import rapport.ops.EmbeddedPostgres;
import rapport.ops.Operator;
import rapport.people.Invitations;
import rapport.people.SignIn;
import rapport.people.Workforce;
import rapport.prospecting.PlayId;
import rapport.prospecting.calls.Worklist;
import rapport.prospecting.dispatch.Outgoing;
import rapport.prospecting.plays.Plays;

/** What the pages of prospecting ask the database, with millions of touches behind them; beside a read of one row by its key. */
@Command(name = "worklist", description = "The lists of prospecting with millions of touches, beside reads of one row", mixinStandardHelpOptions = true)
final class WorklistBench implements Runnable {

    private static final int WARM_SECONDS = 30;
    private static final String NAME = "Worklist ";
    private static final int STEPS = 7;
    private static final int CONTACTS = 50_000;

    @ParentCommand BenchCommand bench;
    @Spec CommandSpec spec;

    @Option(names = "--touches", description = "${DEFAULT-VALUE} by default") int touches = 5_000_000;
    @Option(names = "--reps", description = "under one manager; ${DEFAULT-VALUE} by default") int reps = 20;
    @Option(names = "--seconds", description = "measured; ${DEFAULT-VALUE} by default") int seconds = 60;
    @Option(names = "--connections", description = "of browsers that never rest; ${DEFAULT-VALUE} by default") int connections = 2;
    @Option(names = "--again", description = "measures what was filled before") boolean again;
    @Option(names = "--port", description = "${DEFAULT-VALUE} by default") int port = 18_080;

    /** @param cookies of people who have signed in, by what they are */
    private record Pages(Map<String, String> cookies, PlayId play) {}

    @Override
    public void run() {
        var data = bench.scratch.resolve("worklist").toAbsolutePath();
        var pages = Operator.work(data, (context, folder) -> Operator.in(workspace(context.getBean(WorkspaceRegister.class)), operator -> measure(context, folder, operator)));
        try (var program = ServedProgram.start(data, port)) {
            ask(program, pages);
        }
    }

    private WorkspaceId workspace(WorkspaceRegister register) {
        return again ? register.all().stream().filter(it -> it.name().startsWith(NAME)).findAny().orElseThrow(() -> new CannotRun("Nothing was filled here before. Leave --again out.")).id() : register.open(NAME + UUID.randomUUID(), true).id();
    }

    /** Whole pages, by the program as a process of its own, as browsers ask for them. */
    private void ask(ServedProgram program, Pages pages) {
        var loads = new LinkedHashMap<String, HttpLoad>();
        pages.cookies.forEach((who, cookie) -> {
            for (var path : List.of("/prospecting/worklist", "/prospecting", "/prospecting/plays/" + pages.play.value())) {
                loads.put("%s, %s".formatted(path.replace(pages.play.value().toString(), "…"), who), new HttpLoad(program.port(), path, "Cookie: rapport=" + cookie));
            }
        });
        say("Pages over HTTP, %d connections, warming up …".formatted(connections));
        loads.values().forEach(it -> it.run(connections, Duration.ofSeconds(WARM_SECONDS / 3)));
        loads.forEach((what, load) -> {
            var result = load.run(connections, Duration.ofSeconds(Math.max(1, seconds / loads.size())));
            say("%-36s p50 %8.2f ms  p95 %8.2f ms  of %,d".formatted(what, result.quantile(0.5), result.quantile(0.95), result.latencies().length));
        });
    }

    private Pages measure(ApplicationContext context, DataFolder folder, Viewer operator) {
        try (var superuser = EmbeddedPostgres.running(folder).superuser("rapport")) {
            var workforce = context.getBean(Workforce.class);
            var manager = again ? found(superuser, Role.MANAGER, operator).getFirst() : viewer(workforce, "Mia", Role.MANAGER, null, operator);
            var people = again ? found(superuser, Role.REP, operator) : IntStream.range(0, reps).mapToObj(it -> viewer(workforce, "Rep %d".formatted(it), Role.REP, manager, operator)).toList();
            var play = again ? new PlayId(UUID.fromString(one(superuser, "select play from prospecting.enrolment where workspace = '%s' and ended_at is null limit 1".formatted(operator.workspace())))) : fill(superuser, operator, people, context.getBean(Clock.class).instant());
            say("%,d bytes a touch, with its indexes".formatted(Long.parseLong(one(superuser, "select pg_total_relation_size('prospecting.touch') / count(*) from prospecting.touch"))));
            compare(context, people, manager, operator, play, superuser);
            return new Pages(Map.of("rep", cookie(context, people.getFirst(), operator), "manager", cookie(context, manager, operator)), play);
        } catch (SQLException e) {
            throw new CannotRun("The database does not answer: " + e.getMessage(), e);
        }
    }

    private static List<Viewer> found(Connection superuser, Role role, Viewer operator) throws SQLException {
        try (var statement = superuser.createStatement(); var rows = statement.executeQuery("select id, full_name from people.person where workspace = '%s' and role = '%s' order by id".formatted(operator.workspace(), role))) {
            var found = new ArrayList<Viewer>();
            while (rows.next()) {
                found.add(viewer(new PersonId(rows.getObject(1, UUID.class)), rows.getString(2), role, operator));
            }
            return found;
        }
    }

    private static String cookie(ApplicationContext context, Viewer who, Viewer operator) {
        var invitations = context.getBean(Invitations.class);
        var login = invitations.accept(invitations.invite(who.id(), operator), UUID.randomUUID().toString(), "bench");
        return context.getBean(SignIn.class).open(login, operator.workspace(), "127.0.0.1", "bench");
    }

    private static Viewer viewer(Workforce workforce, String name, Role role, @Nullable Viewer manager, Viewer operator) {
        var person = workforce.hire(new Workforce.Position(name, UUID.randomUUID() + "@northlight.example", role, manager == null ? null : manager.id(), ZoneId.of("Europe/Berlin")), operator);
        return viewer(person.id(), name, role, operator);
    }

    private static Viewer viewer(PersonId person, String name, Role role, Viewer operator) {
        return new Viewer(operator.workspace(), person, name, role, ZoneId.of("Europe/Berlin"), Locale.ENGLISH, Through.PAGE, "bench");
    }

    /** Plays after plays with the same people, seven touches each: seven in ten have gone, one was refused, and the rest waits, a fortieth of it now. In the last play a quarter is under way. */
    private PlayId fill(Connection superuser, Viewer operator, List<Viewer> people, Instant now) throws SQLException {
        say("Filling %,d touches of %d reps …".formatted(touches, reps));
        var workspace = operator.workspace().toString();
        var owners = uuids(people.stream().map(it -> it.id().value()).toList());
        var plays = Stream.generate(UUID::randomUUID).limit(Math.max(1, touches / STEPS / CONTACTS)).toList();
        var last = plays.getLast();
        execute(superuser, "set time zone 'UTC'", "create function pg_temp.moment() returns timestamptz immutable language sql as $$ select timestamptz '%s' $$".formatted(now),
                "insert into crm.contact (workspace, id, first_name, last_name, phone, version) select '%s', gen_random_uuid(), 'Contact', 'Number ' || i, '+442079460000', 0 from generate_series(1, %d) i".formatted(workspace, CONTACTS),
                "insert into prospecting.play (workspace, id, name, kind, purpose, made_by, made_at, live, draft) select '%s', id, 'Bench ' || n, 'PROSPECT', '', gen_random_uuid(), pg_temp.moment(), 1, 2 from unnest(%s) with ordinality p (id, n)".formatted(workspace, uuids(plays)),
                "insert into prospecting.play_step (workspace, play, version, place, kind, wait, unit, opens, closes, subject, body, threaded, branches) select '%s', '%s', version, place, 'CALL', 1, 'BUSINESS', '09:00', '17:00', '', 'Ask', false, '{}' from generate_series(1, 2) version, generate_series(1, %d) place".formatted(workspace, last, STEPS),
                """
                create temporary table bench_enrolment as select gen_random_uuid() as id, c.id as contact, (%s)[1 + c.n %% %d] as owner, p.play, c.n, row_number() over () - 1 as place
                  from (select id, row_number() over () as n from crm.contact where workspace = '%s') c cross join unnest(%s) p (play)""".formatted(owners, people.size(), workspace, uuids(plays)),
                "create unique index on bench_enrolment (place)", "analyze bench_enrolment",
                """
                insert into prospecting.enrolment (workspace, id, contact, play, version, owner, state, place, because, started_at, ended_at, last_step)
                select '%1$s', id, contact, play, 1, owner, case when open then 'ACTIVE' when n %% 4 = 1 then 'REPLIED' else 'EXHAUSTED' end, 1 + n %% %3$d, '', pg_temp.moment(), case when not open then pg_temp.moment() end, case when not open then 1 + n %% %3$d end
                  from (select *, play = '%2$s' and n %% 4 = 0 as open from bench_enrolment) e""".formatted(workspace, last, STEPS),
                """
                insert into prospecting.touch (workspace, id, contact, owner, kind, enrolment, step, state, due_at, touched_at, reason)
                select '%1$s', gen_random_uuid(), e.contact, e.owner, case when i %% 3 = 0 then 'CALL' else 'LETTER' end, e.id, 101 + i / %2$d, case when i %% 10 < 7 then 'SENT' when i %% 10 = 7 then 'FAILED' else 'PLANNED' end,
                       case when i %% 10 < 8 then pg_temp.moment() - (i %% 500) * interval '1 day' when i %% 400 = 8 then pg_temp.moment() else pg_temp.moment() + (1 + i %% 180) * interval '1 day' end, pg_temp.moment() - (i %% 500) * interval '1 day', null
                  from generate_series(0, %3$d - 1) i join bench_enrolment e on e.place = i %% %2$d""".formatted(workspace, CONTACTS * plays.size(), touches),
                "vacuum analyze prospecting.touch", "vacuum analyze prospecting.enrolment", "analyze crm.contact");
        return new PlayId(last);
    }

    private static String uuids(List<UUID> all) {
        return "array[%s]".formatted(String.join(",", all.stream().map("'%s'::uuid"::formatted).toList()));
    }

    private void compare(ApplicationContext context, List<Viewer> people, Viewer manager, Viewer operator, PlayId play, Connection superuser) throws SQLException {
        var worklist = context.getBean(Worklist.class);
        var outgoing = context.getBean(Outgoing.class);
        var plays = context.getBean(Plays.class);
        var admin = new Viewer(operator.workspace(), manager.id(), "Olga", Role.ADMIN, manager.zone(), manager.locale(), manager.through(), manager.from());
        var asked = new LinkedHashMap<String, Consumer<Viewer>>();
        asked.put("worklist, ranked", worklist::ranked);
        for (var group : Outgoing.Group.values()) {
            asked.put("list " + group.name().toLowerCase(Locale.ROOT), it -> outgoing.of(group, it));
        }
        asked.put("how many are uncertain", outgoing::uncertain);
        asked.put("plays", plays::all);
        asked.put("a play's figures", it -> plays.figures(play, it));
        asked.put("a play's funnel", it -> plays.funnel(plays.play(play, it), it));
        var times = new LinkedHashMap<String, List<Double>>();
        var random = new Random(42);
        say("Warming up …");
        var measuring = System.nanoTime() + Duration.ofSeconds(WARM_SECONDS).toNanos();
        var end = measuring + Duration.ofSeconds(seconds).toNanos();
        var id = one(superuser, "select id from prospecting.touch where workspace = '%s' limit 1".formatted(operator.workspace()));
        while (System.nanoTime() < end) {
            var keeps = System.nanoTime() > measuring;
            for (var it : asked.entrySet()) {
                for (var who : Map.of("rep", people.get(random.nextInt(people.size())), "manager", manager, "admin", admin).entrySet()) {
                    time("%s, %s".formatted(it.getKey(), who.getKey()), keeps, times, () -> it.getValue().accept(who.getValue()));
                }
            }
            var from = System.nanoTime();
            one(superuser, "select state from prospecting.touch where workspace = '%s' and id = '%s'".formatted(operator.workspace(), id));
            keep("one row by its key", keeps, times, from);
        }
        times.forEach((what, each) -> {
            var sorted = each.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            say("%-36s p50 %8.2f ms  p95 %8.2f ms  of %,d".formatted(what, sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.95)], sorted.length));
        });
    }

    private static void time(String what, boolean keeps, Map<String, List<Double>> times, Runnable work) {
        var from = System.nanoTime();
        work.run();
        keep(what, keeps, times, from);
    }

    private static void keep(String what, boolean keeps, Map<String, List<Double>> times, long from) {
        if (keeps) {
            times.computeIfAbsent(what, _ -> new ArrayList<>()).add((System.nanoTime() - from) / 1e6);
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var it : Arrays.asList(statements)) {
                statement.execute(it);
            }
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
