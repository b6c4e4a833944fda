package rapport.crm;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A way of selling as a row of stages. @param stages in their order, without those retired */
public record Pipeline(UUID id, String name, Walk walk, List<Stage> stages) {

    public Pipeline {
        stages = List.copyOf(stages);
    }

    public Stage first() {
        return stages.getFirst();
    }

    public Optional<Stage> stage(UUID id) {
        return stages.stream().filter(it -> it.id().equals(id)).findFirst();
    }
}
