package rapport.prospecting.law;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything a rule asks about.
 *
 * @param country ISO 3166; null when nobody knows
 * @param region such as FL; null when nobody knows or it does not matter
 * @param zones where their clock may stand
 * @param agreed whether they agreed to this channel
 * @param refused whether they refused it
 * @param relationship whether they have answered in writing
 * @param lately how often they were reached out to on this channel within 24 hours; asked only where a rule counts it
 */
public record Situation(String channel, @Nullable String country, @Nullable String region, Set<ZoneId> zones, Instant at, boolean agreed, boolean refused, boolean relationship, IntSupplier lately) {}
