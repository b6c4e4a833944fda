package rapport.crm;

import java.util.List;
import java.util.UUID;

/**
 * A step of a pipeline.
 *
 * @param position in its pipeline, from 0
 * @param probability percent, as the team estimates it
 * @param required names of the fields an opportunity needs to be here
 */
public record Stage(UUID id, UUID pipeline, String name, int position, int probability, List<String> required) {

    public Stage {
        required = List.copyOf(required);
    }
}
