package rapport.prospecting.plays;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.prospecting.TouchId;

/** Writes what a step says to each it is planned for. Calls and what else is done by hand have words, too: what to say. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Scripts {

    /** The mail whose thread is gone on with. */
    private record Thread(UUID enrolment, UUID touch, String subject) {

        String answer() {
            return subject.startsWith("Re: ") ? subject : "Re: " + subject;
        }
    }

    private final JdbcClient jdbc;

    Scripts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param touches by the enrolment each is for; whoever has none gets no words */
    void write(Map<UUID, TouchId> touches, List<NextSteps.Plan.Due> dues, Step step, NextSteps.Sender sender) {
        var threads = step.threaded() ? threads(touches) : Map.<UUID, Thread>of();
        var lenient = step.kind() == StepKind.CALL ? step.body().replaceAll("\\{\\{\\s*[a-z_]+\\s*}}", "…") : step.body();
        var to = dues.stream().filter(it -> touches.containsKey(it.who().id())).toList();
        if (to.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into prospecting.words (touch, address, subject, body, answers)
                        select * from unnest(:touches::uuid[], :addresses::text[], :subjects::text[], :bodies::text[], :answers::uuid[])
                        on conflict (workspace, touch) do update set address = excluded.address, subject = excluded.subject, body = excluded.body, answers = excluded.answers""")
                .param("touches", to.stream().map(it -> touches.get(it.who().id()).value()).toArray(UUID[]::new))
                .param("addresses", to.stream().map(it -> step.kind().hasSubject() ? Objects.requireNonNullElse(it.to().email(), "") : "").toArray(String[]::new))
                .param("subjects", to.stream().map(it -> subject(threads.get(it.who().id()), it, step, sender)).toArray(String[]::new))
                .param("bodies", to.stream().map(it -> Template.fill(lenient, it.to(), sender.name())).toArray(String[]::new))
                .param("answers", to.stream().map(it -> threads.containsKey(it.who().id()) ? threads.get(it.who().id()).touch : null).toArray(UUID[]::new)).update();
    }

    private static String subject(@Nullable Thread thread, NextSteps.Plan.Due it, Step step, NextSteps.Sender sender) {
        var subject = thread != null ? thread.answer() : Template.fill(step.subject(), it.to(), sender.name());
        return subject.isBlank() ? step.kind().title() : subject;
    }

    private Map<UUID, Thread> threads(Map<UUID, TouchId> touches) {
        var threads = new HashMap<UUID, Thread>();
        jdbc.sql("""
                        select distinct on (t.enrolment) t.enrolment, t.id as touch, w.subject from prospecting.touch t join prospecting.words w on w.workspace = t.workspace and w.touch = t.id
                         where t.enrolment = any(:enrolments) and t.kind = 'EMAIL' and t.state = 'SENT' order by t.enrolment, t.step desc""")
                .param("enrolments", touches.keySet().toArray(UUID[]::new)).query(Thread.class).stream().forEach(it -> threads.put(it.enrolment, it));
        return threads;
    }
}
