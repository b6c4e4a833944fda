package rapport.crm.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Field;
import rapport.crm.record.Fields;
import rapport.crm.record.Fieldset;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.crm.record.Timeline;
import rapport.crm.record.Timeline.Changed;
import rapport.crm.record.Timeline.Event;
import rapport.crm.record.Timeline.Happened;
import rapport.crm.record.Timeline.Only;
import rapport.crm.record.Timeline.Step;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.web.Entry;
import rapport.web.Say;

/** A timeline in words: who did what, with old and new. */
@Component
@Transactional(readOnly = true)
class TimelineWords {

    private static final int MOST_STEPS = 6;

    private final Timeline timeline;
    private final Fields fields;
    private final Names names;
    private final People people;
    private final Clock clock;

    TimelineWords(Timeline timeline, Fields fields, Names names, People people, Clock clock) {
        this.timeline = timeline;
        this.fields = fields;
        this.names = names;
        this.people = people;
        this.clock = clock;
    }

    TimelinePart part(Kind kind, UUID id, Only only, @Nullable Instant before, boolean unseen, Viewer viewer) {
        var looked = unseen ? timeline.page(kind, id, only, null, clock.instant(), viewer).lastLooked() : null;
        var page = timeline.page(kind, id, only, before, looked, viewer);
        var fieldsets = new LinkedHashMap<Kind, Fieldset>();
        page.events().forEach(it -> {
            if (it instanceof Changed changed) {
                fieldsets.computeIfAbsent(changed.kind(), fields::of);
            }
        });
        var words = new Words(names.of(references(page.events(), fieldsets), viewer), viewer, clock);
        var called = people.namesOf(page.events().stream().map(TimelineWords::who).filter(Objects::nonNull).map(PersonId::new).toList());
        var days = new LinkedHashMap<LocalDate, List<Entry>>();
        page.events().forEach(it -> days.computeIfAbsent(LocalDate.ofInstant(it.at(), viewer.zone()), _ -> new ArrayList<>()).add(entry(it, fieldsets, words, called, kind, viewer)));
        var base = "/%s/%s/timeline".formatted(kind.path(), id);
        return new TimelinePart(filters(base, only, unseen), days.entrySet().stream().map(it -> new TimelinePart.Day(day(it.getKey(), viewer), it.getValue())).toList(),
                page.next() == null ? null : base + "?only=%s&before=%s%s".formatted(only, page.next(), unseen ? "&unseen=true" : ""), before == null, base.replace("/timeline", "/look"));
    }

    private static List<TimelinePart.Filter> filters(String base, Only only, boolean unseen) {
        return List.of(filter("Everything", base, Only.EVERYTHING, only, unseen), filter("Activities", base, Only.ACTIVITIES, only, unseen), filter("Changes", base, Only.CHANGES, only, unseen),
                filter("Stage and value", base, Only.STAGES, only, unseen), new TimelinePart.Filter("Since I last looked", base + "?unseen=true", unseen));
    }

    private static TimelinePart.Filter filter(String title, String base, Only which, Only only, boolean unseen) {
        return new TimelinePart.Filter(title, base + "?only=" + which, which == only && !unseen);
    }

    private static @Nullable UUID who(Event event) {
        return switch (event) {
            case Changed it -> it.who();
            case Happened it -> it.who();
        };
    }

    private String day(LocalDate day, Viewer viewer) {
        var today = LocalDate.ofInstant(clock.instant(), viewer.zone());
        return day.equals(today) ? "Today" : day.equals(today.minusDays(1)) ? "Yesterday" : day.getYear() == today.getYear() ? Say.longDay(day) : Say.day(day, today);
    }

    private Entry entry(Event event, Map<Kind, Fieldset> fieldsets, Words words, Map<PersonId, String> called, Kind of, Viewer viewer) {
        return switch (event) {
            case Happened it -> happened(it, words, called, viewer);
            case Changed it -> changed(it, Objects.requireNonNull(fieldsets.get(it.kind())), words, called, of, viewer);
        };
    }

    private static Entry happened(Happened it, Words words, Map<PersonId, String> called, Viewer viewer) {
        var who = it.who() == null ? "Somebody" : called.getOrDefault(new PersonId(it.who()), "Somebody");
        var line = new ArrayList<String>();
        line.add(who);
        if (it.minutes() != null) {
            line.add(Say.minutes(it.minutes()));
        }
        if (it.outcome() != null) {
            line.add(it.outcome());
        }
        if (it.contact() != null && words.names().get(it.contact()) instanceof String with) {
            line.add("with " + with);
        }
        return new Entry(icon(it.sort()), it.name(), Say.time(it.at(), viewer), String.join(" · ", line), it.description(), false);
    }

    private static String icon(String sort) {
        return switch (sort) {
            case "CALL" -> "phone";
            case "MEETING" -> "users";
            case "EMAIL" -> "mail";
            case "LETTER" -> "mail-opened";
            case "TASK" -> "checkbox";
            default -> "note";
        };
    }

    private Entry changed(Changed it, Fieldset fieldset, Words words, Map<PersonId, String> called, Kind of, Viewer viewer) {
        var who = called.getOrDefault(new PersonId(it.who()), "Rapport") + ("PAGE".equals(it.through()) ? "" : " through " + it.through().toLowerCase(Locale.ROOT));
        var born = it.fields().stream().anyMatch(step -> step.column().equals("id") && step.before() == null);
        var about = it.kind() == of ? "" : "Opportunity: ";
        if (born) {
            return Entry.of("sparkles", about + (it.kind() == of ? "Added" : "added"), Say.time(it.at(), viewer), who);
        }
        var steps = it.fields().stream().filter(step -> !step.column().equals("pipeline") && !(step.column().equals("currency") && it.fields().size() > 1) && !(step.column().equals("stage_since") && it.fields().size() > 1)).sorted(Comparator.comparing(TimelineWords::weight)).toList();
        var title = steps.stream().limit(MOST_STEPS).map(step -> sentence(step, fieldset, words)).reduce((one, other) -> one + " · " + other).orElse("Changed");
        return Entry.of(icon(steps), about + title + (steps.size() > MOST_STEPS ? " · and %d more".formatted(steps.size() - MOST_STEPS) : ""), Say.time(it.at(), viewer), who + before(steps, fieldset, words));
    }

    /** What matters most is told first. */
    private static int weight(Step step) {
        return switch (step.column()) {
            case "outcome" -> 0;
            case "stage" -> 1;
            case "amount" -> 2;
            case "ending", "description" -> 9;
            default -> 5;
        };
    }

    private static String sentence(Step step, Fieldset fieldset, Words words) {
        if (step.column().equals("binned_at")) {
            return step.after() == null ? "Taken out of the bin" : "Put into the bin";
        }
        if (step.column().equals("merged_into")) {
            return step.after() == null ? "Taken apart again" : "Merged into another";
        }
        return label(step, fieldset) + ": " + Objects.requireNonNullElse(value(step, step.after(), fieldset, words), "taken away");
    }

    private static String before(List<Step> steps, Fieldset fieldset, Words words) {
        var told = steps.stream().filter(it -> it.before() != null && !it.column().equals("binned_at") && !it.column().equals("merged_into")).limit(MOST_STEPS)
                .map(it -> value(it, it.before(), fieldset, words)).filter(Objects::nonNull).toList();
        return told.isEmpty() ? "" : " · before: " + String.join(" · ", told);
    }

    private static String label(Step step, Fieldset fieldset) {
        return step.column().startsWith("part ") ? rapport.crm.Parts.Role.valueOf(step.column().substring(5)).words() : fieldset.ofColumn(step.column()).map(Field::label).orElseGet(() -> Character.toUpperCase(step.column().charAt(0)) + step.column().substring(1).replace('_', ' '));
    }

    private static @Nullable String value(Step step, @Nullable String value, Fieldset fieldset, Words words) {
        if (step.column().startsWith("part ") && value != null) {
            return words.names().getOrDefault(UUID.fromString(value), "somebody no longer known");
        }
        var field = fieldset.ofColumn(step.column());
        if (value == null || field.isEmpty()) {
            return value;
        }
        return field.get().type().isMany() ? words.of(field.get(), Stream.of(value.replaceAll("[\\[\\]\"]", "").split(", *")).filter(it -> !it.isEmpty()).toList(), null) : words.of(field.get(), value, null);
    }

    private static String icon(List<Step> steps) {
        return steps.stream().map(Step::column).map(column -> switch (column) {
            case "stage", "outcome" -> "layout-kanban";
            case "amount" -> "coin-euro";
            case "owner" -> "users";
            case "binned_at" -> "trash";
            default -> "pencil";
        }).findFirst().orElse("pencil");
    }

    /** Everything old and new values name. */
    private static Map<Field, List<UUID>> references(List<Event> events, Map<Kind, Fieldset> fieldsets) {
        var references = new LinkedHashMap<Field, List<UUID>>();
        for (var event : events) {
            switch (event) {
                case Changed it -> it.fields().forEach(step -> (step.column().startsWith("part ") ? java.util.Optional.of(CONTACT) : Objects.requireNonNull(fieldsets.get(it.kind())).ofColumn(step.column())).filter(field -> field.type().isReference())
                        .ifPresent(field -> Stream.of(step.before(), step.after()).filter(value -> value != null && value.length() == 36)
                                .forEach(value -> references.computeIfAbsent(field, _ -> new ArrayList<>()).add(UUID.fromString(value)))));
                case Happened it -> {
                    if (it.contact() != null) {
                        references.computeIfAbsent(CONTACT, _ -> new ArrayList<>()).add(it.contact());
                    }
                }
            }
        }
        return references;
    }

    private static final Field CONTACT = new Field(Kind.ACTIVITY, "contact", "contact", "Contact", rapport.crm.record.Type.RECORD, Field.Way.WRITTEN, false, List.of(), Kind.CONTACT, "", null);
}
