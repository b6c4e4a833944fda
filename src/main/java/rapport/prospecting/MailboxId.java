package rapport.prospecting;

import java.util.UUID;
import rapport.kernel.TypedId;

public record MailboxId(UUID value) implements TypedId {

    public static MailboxId of(String text) {
        return new MailboxId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
