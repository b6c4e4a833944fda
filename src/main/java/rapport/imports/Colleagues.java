package rapport.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import rapport.audit.Intake.Outcome;
import rapport.kernel.Ids;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.people.Roster;
import rapport.people.Roster.PersonRow;
import rapport.people.Roster.TeamRow;

/** Matches the owners that files name with the people who are here; who is not here becomes somebody who can be invited. */
@Component
class Colleagues {

    private static final Set<String> NOBODY = Set.of("", "unassigned", "no owner", "none", "n/a", "-", "deactivated user", "nicht zugewiesen", "sin asignar");

    private final Roster roster;

    Colleagues(Roster roster) {
        this.roster = roster;
    }

    /** @param owners filled with everybody, as the files call them @return what became of people and teams */
    Map<String, Outcome> load(Plan plan, ImportId id, Map<Bound, List<Draft>> drafts, OwnerBook owners, Viewer viewer) {
        roster.everybody().forEach(it -> {
            owners.add(null, it.fullName(), it.id());
            owners.add(null, it.email(), it.id());
            if (it.source() != null && it.sourceId() != null) {
                owners.add(it.source(), it.sourceId(), it.id());
            }
        });
        var outcomes = new LinkedHashMap<String, Outcome>();
        drafts.forEach((file, all) -> listed(plan, file, all, id, owners, viewer).forEach((kind, outcome) -> outcomes.merge(kind, outcome, Outcome::plus)));
        plan.survey().owners.forEach((source, words) -> outcomes.merge("People", unlisted(source, words, id, owners, viewer), Outcome::plus));
        outcomes.values().removeIf(it -> it.equals(Outcome.NONE));
        return outcomes;
    }

    /** Those a file of colleagues lists and somebody needs: who owns nothing need not be here. */
    private Map<String, Outcome> listed(Plan plan, Bound file, List<Draft> drafts, ImportId id, OwnerBook owners, Viewer viewer) {
        var source = file.dialect.name();
        var named = plan.survey().owners.getOrDefault(source, Set.of());
        var all = file.speaksOf("manager") || plan.files().size() == 1;
        var teams = new LinkedHashMap<String, TeamRow>();
        var rows = new LinkedHashMap<String, PersonRow>();
        var knownTeams = roster.teamsOf(source);
        drafts.stream().filter(it -> it.words().containsKey("manager")).forEach(it -> leader(it, source, id, owners, knownTeams, teams, rows));
        for (var it : drafts) {
            if (all || named.stream().anyMatch(word -> means(word, it))) {
                var person = person(it, source, id, owners);
                var boss = it.words().get("manager");
                rows.put(it.key(), new PersonRow(person, name(it), it.words().get("email"), rows.containsKey(it.key()) ? Role.MANAGER : Role.REP,
                        boss == null ? null : owners.find(source, boss).orElse(null), boss == null || !teams.containsKey("team " + boss) ? null : teams.get("team " + boss).id(), source, it.key()));
                owners.add(source, it.key(), person);
                owners.add(null, name(it), person);
                owners.add(null, it.words().get("email"), person);
                owners.add(null, it.words().get("alias"), person);
            }
        }
        var outcomes = new LinkedHashMap<String, Outcome>();
        outcomes.put("Teams", roster.teams(List.copyOf(teams.values()), id.value(), viewer));
        outcomes.put("People", roster.people(List.copyOf(rows.values()), id.value(), viewer));
        return outcomes;
    }

    /** A manager's people are a team, in the team that is the office. */
    private void leader(Draft draft, String source, ImportId id, OwnerBook owners, Map<String, UUID> knownTeams, Map<String, TeamRow> teams, Map<String, PersonRow> rows) {
        var boss = draft.words().get("manager");
        var office = draft.words().get("office");
        var above = office == null ? null : teams.computeIfAbsent("office " + office, key -> new TeamRow(team(key, knownTeams, id), office, null, source, key)).id();
        var team = teams.computeIfAbsent("team " + boss, key -> new TeamRow(team(key, knownTeams, id), "Team " + boss, above, source, key)).id();
        rows.computeIfAbsent(boss, _ -> {
            var person = owners.find(source, boss).orElseGet(() -> Ids.derived(id.value(), "person/" + source + "/" + boss));
            owners.add(source, boss, person);
            owners.add(null, boss, person);
            return new PersonRow(person, boss, null, Role.MANAGER, null, team, source, boss);
        });
    }

    private static UUID team(String key, Map<String, UUID> known, ImportId id) {
        return known.containsKey(key) ? known.get(key) : Ids.derived(id.value(), "team/" + key);
    }

    private static UUID person(Draft it, String source, ImportId id, OwnerBook owners) {
        var email = it.words().get("email");
        return owners.find(source, it.key()).or(() -> email == null ? java.util.Optional.empty() : owners.find(source, email)).or(() -> owners.find(source, name(it)))
                .orElseGet(() -> Ids.derived(id.value(), "person/" + source + "/" + it.key()));
    }

    /** Names and addresses nobody has. */
    private Outcome unlisted(String source, Set<String> words, ImportId id, OwnerBook owners, Viewer viewer) {
        var rows = new ArrayList<PersonRow>();
        // names first: an address may be the mailbox of one of them
        words.stream().sorted(java.util.Comparator.comparing((String it) -> it.contains("@"))).filter(it -> !NOBODY.contains(it.toLowerCase(Locale.ROOT)) && owners.find(source, it).isEmpty()).forEach(word -> {
            var email = words.stream().filter(it -> it.contains("@") && OwnerBook.folded(OwnerBook.nameOf(it)).equals(OwnerBook.folded(OwnerBook.nameOf(word)))).findFirst().map(it -> it.toLowerCase(Locale.ROOT)).orElse(null);
            var person = Ids.derived(id.value(), "person/" + source + "/" + word);
            rows.add(new PersonRow(person, OwnerBook.nameOf(word), email, Role.REP, null, null, source, word));
            owners.add(null, word, person);
            owners.add(null, OwnerBook.nameOf(word), person);
        });
        return roster.people(rows, id.value(), viewer);
    }

    private static boolean means(String word, Draft it) {
        var plain = OwnerBook.folded(word);
        return word.equals(it.key()) || Drafting.fifteen(word).equals(it.key()) || plain.equals(OwnerBook.folded(name(it))) || plain.equals(OwnerBook.folded(it.words().getOrDefault("email", "-")))
                || plain.equals(OwnerBook.folded(it.words().getOrDefault("alias", "-")));
    }

    private static String name(Draft it) {
        var full = it.words().get("full_name");
        var both = "%s %s".formatted(it.words().getOrDefault("first_name", ""), it.words().getOrDefault("last_name", "")).strip();
        return full != null ? full : !both.isEmpty() ? both : OwnerBook.nameOf(String.valueOf(it.words().getOrDefault("email", it.key())));
    }

}
