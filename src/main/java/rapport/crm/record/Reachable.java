package rapport.crm.record;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contact as whoever wants to reach them needs it, without anybody asking: programs that send by themselves have no viewer.
 *
 * @param company what the account is called
 * @param allowed ways of contact they have agreed to @param refused and such they do not want, as {@link BuiltIn} names them
 * @param gone in the bin, or another contact now
 */
public record Reachable(UUID id, @Nullable String firstName, @Nullable String lastName, @Nullable String title, @Nullable UUID account, @Nullable String company, @Nullable UUID owner, @Nullable String email, @Nullable String phone, @Nullable String mobile,
        @Nullable String fax, @Nullable String street, @Nullable String city, @Nullable String postcode, @Nullable String region, @Nullable String country, @Nullable String language, @Nullable String timeZone, List<String> allowed, List<String> refused, boolean gone) {

    /** The number they are called on. */
    public Optional<String> number() {
        return Optional.ofNullable(mobile).or(() -> Optional.ofNullable(phone));
    }
}
