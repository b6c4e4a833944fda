package rapport.ops.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import rapport.crm.record.Edits;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.imports.Import;
import rapport.imports.Imports;
import rapport.imports.Imports.Terms;
import rapport.imports.Imports.Upload;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceRegister;
import rapport.kernel.Workspaces;
import rapport.ops.CannotRun;
import rapport.ops.DataFolder;
import rapport.ops.EmbeddedPostgres;
import rapport.ops.Operator;
import rapport.people.Workforce;

/** Contacts and their accounts brought in, rehearsed, undone and brought in once more, beside COPY of the same contacts into a table of the same indexes. */
@Command(name = "import", description = "Rows a second and memory of an import, its rehearsal and its undo, beside COPY", mixinStandardHelpOptions = true)
final class ImportBench implements Runnable {

    private static final int CONTACTS_AN_ACCOUNT = 5;
    private static final List<String> FIRST = List.of("Jonna", "Marc", "Anna", "Inês", "Oluwaseun", "Ewa", "Tim", "Clémence", "Søren", "Dario", "Grace", "Finn", "Elif", "Hugo", "Ben", "Maya");
    private static final List<String> LAST = List.of("Saar", "Lefèvre", "Lindt", "Moreau", "Adeyemi", "Nowak", "O’Brien", "Roy", "Holm", "Conti", "Mensah", "Aalto", "Yıldız", "Laurent", "Okafor", "Rey", "Weiß");

    @ParentCommand BenchCommand bench;
    @Spec CommandSpec spec;

    @Option(names = "--contacts", description = "in the file; ${DEFAULT-VALUE} by default") int contacts = 100_000;
    @Option(names = "--rounds", description = "${DEFAULT-VALUE} by default") int rounds = 3;

    /** @param rates rows a second of rehearsal, run and second run @param undo seconds @param differences of the rehearsal, and how many of them are not the log's */
    private record Round(double rehearsal, double run, double undo, double again, double copy, double copyIndexed, long differences, long apart) {}

    @Override
    public void run() {
        Operator.work(bench.scratch.resolve("import").toAbsolutePath(), (context, folder) -> {
            say("Warming up with %,d contacts …".formatted(contacts / 4));
            round(context, folder, contacts / 4);
            say("%,d contacts of %,d accounts, %d rounds, heap limit %d MB".formatted(contacts, contacts / CONTACTS_AN_ACCOUNT, rounds, Runtime.getRuntime().maxMemory() >> 20));
            var all = new ArrayList<Round>();
            for (var i = 0; i < rounds; i++) {
                all.add(round(context, folder, contacts));
            }
            say("COPY into a table without indexes    %s rows/s".formatted(spread(all.stream().map(Round::copy).toList())));
            say("COPY into a table with all indexes   %s rows/s".formatted(spread(all.stream().map(Round::copyIndexed).toList())));
            say("rehearsal                            %s rows/s".formatted(spread(all.stream().map(Round::rehearsal).toList())));
            say("import                               %s rows/s".formatted(spread(all.stream().map(Round::run).toList())));
            say("import again after the undo          %s rows/s".formatted(spread(all.stream().map(Round::again).toList())));
            say("undo                                 %s rows/s".formatted(spread(all.stream().map(Round::undo).toList())));
            say("rehearsal and log                    %s differences, %s of them not in both".formatted(all.stream().map(it -> "%,d".formatted(it.differences)).distinct().collect(Collectors.joining("/")),
                    all.stream().map(it -> "%,d".formatted(it.apart)).distinct().collect(Collectors.joining("/"))));
            say("memory a rehearsal holds on to       %,d MB at %,d contacts, %,d MB at %,d".formatted(held(context, contacts / 10), contacts / 10, held(context, contacts), contacts));
            return null;
        });
    }

    private Round round(ApplicationContext context, DataFolder folder, int people) {
        var workspace = context.getBean(WorkspaceRegister.class).open("Bench " + UUID.randomUUID(), true).id();
        var operator = Viewer.system(workspace, "bench");
        var imports = context.getBean(Imports.class);
        return Workspaces.in(workspace, () -> {
            ServedBench.hire(context.getBean(Workforce.class), "Boss", Role.OWNER, null, operator);
            var files = files(people);
            var rows = people + people / CONTACTS_AN_ACCOUNT;
            var copy = copy(folder, workspace.value(), people, false);
            var indexed = copy(folder, workspace.value(), people, true);
            var rehearsed = done(imports.rehearseAtOnce(uploads(files), Terms.WHOLE, operator), Import.State.REHEARSED);
            imports.runSoon(rehearsed.id(), operator);
            var ran = done(awaited(imports, rehearsed, operator), Import.State.DONE);
            var apart = apart(context, ran);
            change(context, operator);
            var began = System.nanoTime();
            var undone = imports.undo(ran.id(), operator);
            var undo = rows / ((System.nanoTime() - began) / 1e9);
            mustBeLeft(undone, context);
            var again = done(imports.runAtOnce(uploads(files), Terms.WHOLE, operator), Import.State.DONE);
            return new Round(rate(rows, rehearsed), rate(rows, ran), undo, rate(rows, again), copy, indexed, apart[0], apart[1]);
        });
    }

    private static Import done(Import it, Import.State state) {
        if (it.state() != state) {
            throw new CannotRun("The import is %s: %s".formatted(it.state(), it.problems().stream().limit(3).toList()));
        }
        return it;
    }

    private static Import awaited(Imports imports, Import it, Viewer viewer) {
        while (imports.show(it.id(), viewer).state().isWorking()) {
            ServedProgram.pause(100);
        }
        return imports.show(it.id(), viewer);
    }

    private static double rate(int rows, Import it) {
        return rows * 1000.0 / (it.millis() == null ? 1 : it.millis());
    }

    /** What somebody wrote after the import: it outlives the undo. */
    private static void change(ApplicationContext context, Viewer operator) {
        var contact = context.getBean(TransactionOperations.class).execute(_ -> context.getBean(JdbcClient.class).sql("select id from crm.contact order by id limit 1").query(UUID.class).single());
        context.getBean(Records.class).change(Kind.CONTACT, contact, Edits.of("title", "Written by hand"), operator);
    }

    private static void mustBeLeft(Import undone, ApplicationContext context) {
        var left = context.getBean(TransactionOperations.class).execute(_ -> context.getBean(JdbcClient.class).sql("select count(*) from crm.contact where title = 'Written by hand'").query(Long.class).single());
        if (left != 1 || undone.leftAlone().isEmpty()) {
            throw new CannotRun("The undo left %d of one contact and lists %s".formatted(left, undone.leftAlone()));
        }
    }

    /** @return differences, and those that the rehearsal said and nobody wrote or the other way round */
    private static long[] apart(ApplicationContext context, Import it) {
        return context.getBean(TransactionOperations.class).execute(_ -> {
            var jdbc = context.getBean(JdbcClient.class);
            var said = "select kind, record, field, before, after, state from imports.difference where import = :id";
            var written = "select kind, record, field, before, after, state from crm.change where batch = :id union all select kind, record, field, before, after, state from people.change where batch = :id";
            return new long[] {jdbc.sql("select count(*) from (%s) said".formatted(said)).param("id", it.id().value()).query(Long.class).single(),
                jdbc.sql("select count(*) from ((%1$s except all (%2$s)) union all ((%2$s) except all %1$s)) apart".formatted(said, written)).param("id", it.id().value()).query(Long.class).single()};
        });
    }

    /** @return rows a second of PostgreSQL's own way to load the contacts */
    private static double copy(DataFolder folder, UUID workspace, int people, boolean indexed) {
        var lines = new StringBuilder();
        for (var i = 0; i < people; i++) {
            lines.append("%s\t%s\t%s\t%s\t%s\t%s\t%s\t0\n".formatted(UUID.randomUUID(), workspace, FIRST.get(i % FIRST.size()), LAST.get(i % LAST.size()) + " " + i, mail(i), "+4930%07d".formatted(i), "City " + i % 300));
        }
        try (var owner = EmbeddedPostgres.running(folder).superuser("rapport"); var statement = owner.createStatement()) {
            statement.execute("create table public.bench_contact (like crm.contact including defaults including generated%s)".formatted(indexed ? " including indexes including constraints" : ""));
            var began = System.nanoTime();
            owner.unwrap(PGConnection.class).getCopyAPI().copyIn("copy public.bench_contact (id, workspace, first_name, last_name, email, phone, city, version) from stdin", new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)));
            var seconds = (System.nanoTime() - began) / 1e9;
            statement.execute("drop table public.bench_contact");
            return people / seconds;
        } catch (SQLException e) {
            throw new CannotRun("COPY fails: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String[]> files(int people) {
        return List.of(new String[] {"Account.csv", accounts(people / CONTACTS_AN_ACCOUNT)}, new String[] {"Contact.csv", contacts(people)});
    }

    private static String accounts(int number) {
        var text = new StringBuilder("Id,IsDeleted,Name,BillingCity,BillingCountry,Website,Industry,OwnerId,CreatedDate\n");
        for (var i = 0; i < number; i++) {
            text.append("%s,false,\"%s %s %d\",City %d,Germany,https://a%d.example,Chemicals,,2025-03-11T10:00:00.000Z\n".formatted(key("001", i), LAST.get(i % LAST.size()), i % 2 == 0 ? "Foods" : "Works", i, i % 300, i));
        }
        return text.toString();
    }

    private static String contacts(int number) {
        var text = new StringBuilder("Id,IsDeleted,AccountId,LastName,FirstName,Name,MailingStreet,MailingCity,MailingPostalCode,MailingCountry,Phone,Email,Title,OwnerId,CreatedDate\n");
        for (var i = 0; i < number; i++) {
            var first = FIRST.get(i % FIRST.size());
            var last = "%s %d".formatted(LAST.get(i % LAST.size()), i);
            text.append("%s,false,%s,%s,%s,%s,Street %d,City %d,%05d,Germany,+49 30 %07d,%s,Head of quality,,2025-03-11T10:00:00.000Z\n".formatted(key("003", i), key("001", i / CONTACTS_AN_ACCOUNT), last, first, first + " " + last, i % 90, i % 300, i % 99_999, i, mail(i)));
        }
        return text.toString();
    }

    private static String mail(int i) {
        return "p%d@a%d.example".formatted(i, i / CONTACTS_AN_ACCOUNT);
    }

    private static String key(String kind, int i) {
        return "%s5g%010dAAA".formatted(kind, i);
    }

    private static List<Upload> uploads(List<String[]> files) {
        return files.stream().map(it -> new Upload(it[0], new ByteArrayInputStream(it[1].getBytes(StandardCharsets.UTF_8)))).toList();
    }

    /** @return megabytes that a rehearsal holds on to: collected every half second, so that only what is in use counts */
    private long held(ApplicationContext context, int people) {
        var workspace = context.getBean(WorkspaceRegister.class).open("Bench " + UUID.randomUUID(), true).id();
        var operator = Viewer.system(workspace, "bench");
        return Workspaces.in(workspace, () -> {
            var files = files(people);
            var imports = context.getBean(Imports.class);
            var id = imports.receive(uploads(files), operator);
            var most = new AtomicLong();
            var before = inUse();
            var over = new AtomicBoolean();
            Thread.ofPlatform().daemon().start(() -> {
                while (!over.get()) {
                    most.accumulateAndGet(inUse(), Math::max);
                    ServedProgram.pause(500);
                }
            });
            done(imports.rehearse(id, Terms.WHOLE, operator), Import.State.REHEARSED);
            over.set(true);
            return most.get() - before >> 20;
        });
    }

    private static long inUse() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String spread(List<Double> rates) {
        var statistics = rates.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return "%,8.0f (%,.0f–%,.0f)".formatted(statistics.getAverage(), statistics.getMin(), statistics.getMax());
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
