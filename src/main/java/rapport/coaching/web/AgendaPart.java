package rapport.coaching.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rapport.coaching.Meeting;
import rapport.coaching.Session;
import rapport.coaching.verdict.Policy;
import rapport.coaching.verdict.SessionFacts.Topic;
import rapport.kernel.PersonId;
import rapport.web.Option;
import rapport.web.Part;
import rapport.web.Say;

/** What is to be talked about, and what was promised last time. @param status share of pipeline status so far, in words; null when there is none */
public record AgendaPart(String root, List<Promise> earlier, List<Bucket> buckets, List<Option> topics, @Nullable String status, int statusDone, int statusTick, String statusLimit, boolean open,
        @Nullable String wrong) implements Part {

    private static final int WIDTH = 224;

    /** @param open nobody has said yet what came of it */
    public record Promise(String id, String cue, String deed, String note, boolean open) {}

    public record Bucket(String letter, String title, List<Item> items) {}

    public record Item(int position, String words, boolean discussed) {}

    static AgendaPart of(Session session, List<Meeting.Item> agenda, List<Meeting.Commitment> earlier, Map<PersonId, String> names, Policy policy, boolean open, @Nullable String wrong, LocalDate today) {
        var status = agenda.stream().filter(it -> it.topic() == Topic.PIPELINE_STATUS).count();
        return new AgendaPart("/coaching/sessions/" + session.id(), earlier.stream().map(it -> new Promise(it.id().toString(), it.cue(), it.deed(), MeetingPage.promise(it, names, today), it.outcome() == null)).toList(),
                java.util.Arrays.stream(Topic.values()).map(topic -> new Bucket(letter(topic), title(topic), IntStream.range(0, agenda.size()).filter(i -> agenda.get(i).topic() == topic)
                        .mapToObj(i -> new Item(i, agenda.get(i).words(), agenda.get(i).discussed())).toList())).filter(it -> !it.items.isEmpty()).toList(),
                List.of(Option.of("CUSTOMER_KNOWLEDGE", "C · the customer"), Option.of("SELLING_SKILLS", "B · selling skills"), Option.of("OWN_ORGANISATION", "A · our own house"), Option.of("PIPELINE_STATUS", "Pipeline status")),
                status == 0 ? null : "%d of %d items, %s".formatted(status, agenda.size(), Say.percent((double) status / agenda.size())),
                agenda.isEmpty() ? 0 : (int) (status * WIDTH / agenda.size()), policy.statusPercent() * WIDTH / 100, Say.percent(policy.statusPercent() / 100.0), open, wrong);
    }

    private static String letter(Topic topic) {
        return switch (topic) {
            case OWN_ORGANISATION -> "A";
            case SELLING_SKILLS -> "B";
            case CUSTOMER_KNOWLEDGE -> "C";
            case PIPELINE_STATUS -> "–";
        };
    }

    private static String title(Topic topic) {
        return switch (topic) {
            case OWN_ORGANISATION -> "Our own organisation";
            case SELLING_SKILLS -> "Selling skills";
            case CUSTOMER_KNOWLEDGE -> "Knowledge of the customer";
            case PIPELINE_STATUS -> "Pipeline status";
        };
    }

    @Override
    public String template() {
        return "coaching/session/_agenda";
    }
}
