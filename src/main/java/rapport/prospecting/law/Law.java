package rapport.prospecting.law;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Judges what is meant to be done by the rules there are. The nearest rule counts: of a region before its country's, of a country before
 * the union's, and any before the one for everywhere. It says no where it cannot know that it may say yes.
 *
 * <p>It is no legal advice: whoever confirms the rules stands for them.
 */
public final class Law {

    private static final Set<String> UNION = Set.of("AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO");

    private final List<Rule> rules;

    public Law(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    public List<Rule> rules() {
        return rules;
    }

    /** @param free on which days nobody is called in a place */
    public Verdict judge(Situation it, BiPredicate<LocalDate, ZoneId> free) {
        var followed = new ArrayList<Rule>();
        var consent = nearest(it, Rule.Kind.CONSENT);
        if (it.refused()) {
            var rule = rules.stream().filter(rule1 -> rule1.id().equals("any-refused")).findFirst().or(() -> consent).orElse(null);
            if (rule != null) {
                return new Verdict.Denied(rule, "They have refused it.");
            }
        }
        if (consent.isPresent()) {
            var verdict = consent(consent.get(), it);
            if (verdict.isPresent()) {
                return verdict.get();
            }
            followed.add(consent.get());
        }
        var cap = nearest(it, Rule.Kind.CAP);
        if (cap.isPresent()) {
            if (it.lately().getAsInt() >= Integer.parseInt(cap.get().params().split("/")[0])) {
                return new Verdict.Later(it.at().plus(java.time.Duration.ofHours(24)), cap.get());
            }
            followed.add(cap.get());
        }
        var window = nearest(it, Rule.Kind.WINDOW);
        if (window.isPresent()) {
            var next = Window.of(window.get().params()).next(it.at(), it.zones(), window.get().checked().equals("house") ? free : (_, _) -> false);
            if (next.isEmpty()) {
                return new Verdict.Denied(window.get(), it.zones().isEmpty() ? "Nobody knows what their clock says. Say their time zone or country first." : "Their clock may stand in places so far apart that no hour suits all. Say their time zone first.");
            }
            if (next.get().isAfter(it.at())) {
                return new Verdict.Later(next.get(), window.get());
            }
            followed.add(window.get());
        }
        return new Verdict.Allowed(List.copyOf(followed), applying(it).filter(rule -> rule.kind() == Rule.Kind.NOTICE).toList());
    }

    private static Optional<Verdict> consent(Rule rule, Situation it) {
        return switch (rule.params()) {
            case "prior" -> it.agreed() || it.relationship() ? Optional.empty() : Optional.of(new Verdict.Denied(rule, rule.words() + " Ask for it first, or reach them another way."));
            case "relationship" -> it.relationship() || it.agreed() ? Optional.empty() : Optional.of(new Verdict.Denied(rule, rule.words()));
            case "presumed", "optout" -> Optional.empty();
            default -> Optional.of(new Verdict.Denied(rule, "The rule is not understood: " + rule.params()));
        };
    }

    /** The limit of gifts to somebody of a place. */
    Optional<Rule> limit(@org.jspecify.annotations.Nullable String country, @org.jspecify.annotations.Nullable String region, java.time.Instant at) {
        return nearest(new Situation("GIFT", country, region, Set.of(), at, false, false, false, () -> 0), Rule.Kind.GIFT_LIMIT);
    }

    private Optional<Rule> nearest(Situation it, Rule.Kind kind) {
        return applying(it).filter(rule -> rule.kind() == kind && !rule.id().equals("any-refused")).max(Comparator.comparingInt(rule -> nearness(rule, it)));
    }

    private java.util.stream.Stream<Rule> applying(Situation it) {
        var day = it.at().atZone(ZoneOffset.UTC).toLocalDate();
        return rules.stream().filter(rule -> (rule.channel().equals(it.channel()) || rule.channel().equals("ALL")) && nearness(rule, it) > 0 && !rule.effective().isAfter(day));
    }

    /** 0 for a rule of another place. */
    private static int nearness(Rule rule, Situation it) {
        var country = it.country() == null ? "" : it.country().toUpperCase(Locale.ROOT);
        if (rule.place().equals("*")) {
            return 1;
        }
        if (rule.place().equals("EU")) {
            return UNION.contains(country) ? 2 : 0;
        }
        if (rule.place().equals(country)) {
            return 3;
        }
        return it.region() != null && rule.place().equals(country + "-" + it.region().toUpperCase(Locale.ROOT)) ? 4 : 0;
    }
}
