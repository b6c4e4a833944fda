package rapport.crm;

import java.util.UUID;
import rapport.kernel.TypedId;

public record AccountId(UUID value) implements TypedId {

    public static AccountId of(String text) {
        return new AccountId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
