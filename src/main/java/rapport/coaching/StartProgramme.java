package rapport.coaching;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rapport.kernel.PersonId;

/** The wish to coach: whom, how often, how long, from when. Whoever wishes is the coach. @param overCapacity why it may take more than a quarter of a week @param holidays ISO 3166 country whose holidays are left free, or empty */
public record StartProgramme(
        List<PersonId> reps, int everyWeeks, int minutes, LocalDateTime firstSlot, ZoneId zone, String expectations, @Nullable String overCapacity, String holidays) {

    /** Without holidays. */
    public StartProgramme(List<PersonId> reps, int everyWeeks, int minutes, LocalDateTime firstSlot, ZoneId zone, String expectations, @Nullable String overCapacity) {
        this(reps, everyWeeks, minutes, firstSlot, zone, expectations, overCapacity, "");
    }


    /** What coaching means here, unless somebody says it better. */
    public static final String EXPECTATIONS = """
            We both know that this is coaching: it is booked, called coaching and not moved for anything that can wait. \
            The rep brings one to three deals or a skill to go deep on, and expects to be challenged, not attacked. \
            The coach comes with questions and with facts. What is said stays between the two of us; \
            others see that and when we met, never what about.""";
}
