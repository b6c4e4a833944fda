package rapport.crm.web;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.Pipelines;
import rapport.crm.record.CrmRecord;
import rapport.crm.record.Fault;
import rapport.crm.record.Field;
import rapport.crm.record.Fieldset;
import rapport.crm.record.Names;
import rapport.crm.record.Saved.Clash;
import rapport.crm.record.Type;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.people.ReportingLine;
import rapport.web.FieldView;
import rapport.web.Input;
import rapport.web.Input.Sort;
import rapport.web.Option;

/** Makes questions out of fields: what is known as their answers, and what one chooses from. */
@Component
@Transactional
public class Inputs {

    static final List<Option> CURRENCIES = List.of("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "JPY", "CNY", "INR", "BRL", "MXN", "CAD", "AUD", "NZD", "SGD", "ZAR", "TRY", "AED").stream()
            .map(it -> Option.of(it, it)).toList();

    private static final List<Option> YES_NO = List.of(Option.of("true", "Yes"), Option.of("false", "No"));

    private final Names names;
    private final People people;
    private final ReportingLine line;
    private final Pipelines pipelines;

    Inputs(Names names, People people, ReportingLine line, Pipelines pipelines) {
        this.names = names;
        this.people = people;
        this.line = line;
        this.pipelines = pipelines;
    }

    /** Answers as a form has them: by field name, and the words of what is referred to beside its id. */
    Map<String, String> answers(Fieldset fields, CrmRecord record, Viewer viewer) {
        var answers = new LinkedHashMap<String, String>();
        var called = names.of(references(fields, record), viewer);
        for (var field : fields.written()) {
            var value = record.get(field.column());
            if (value != null) {
                answers.put(field.name(), text(field, value, called, viewer.zone()));
                if (field.type() == Type.RECORD) {
                    answers.put(field.name() + ".id", value.toString());
                }
            }
        }
        return answers;
    }

    static Map<Field, List<UUID>> references(Fieldset fields, CrmRecord record) {
        var references = new LinkedHashMap<Field, List<UUID>>();
        fields.all().stream().filter(it -> it.type().isReference()).forEach(it -> record.id(it.column()).ifPresent(id -> references.put(it, List.of(id))));
        return references;
    }

    private static String text(Field field, Object value, Map<UUID, String> called, ZoneId zone) {
        return switch (field.type()) {
            case RECORD -> called.getOrDefault(UUID.fromString(value.toString()), "");
            case MONEY -> new java.math.BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
            case CHOICES, WORDS -> ((List<?>) value).stream().map(Object::toString).collect(Collectors.joining(", "));
            case MOMENT -> java.time.OffsetDateTime.parse(value.toString()).atZoneSameInstant(zone).toLocalDateTime().truncatedTo(java.time.temporal.ChronoUnit.MINUTES).toString();
            default -> value.toString();
        };
    }

    /** @param heading empty for the first group */
    public record Group(String heading, List<Input> inputs) {}

    /** The form's questions in groups. A currency stands beside its amount. */
    List<Group> groups(Fieldset fields, Map<String, String> answers, List<Fault> faults, List<Clash> clashes, Words words, Viewer viewer) {
        var groups = new LinkedHashMap<String, List<Input>>();
        for (var field : fields.written()) {
            if (field.type() != Type.CURRENCY) {
                groups.computeIfAbsent(field.group(), _ -> new ArrayList<>()).add(against(input(field, answers, faults, viewer), field, clashes, words));
            }
        }
        return groups.entrySet().stream().map(it -> new Group(it.getKey(), it.getValue())).toList();
    }

    private static Input against(Input input, Field field, List<Clash> clashes, Words words) {
        return clashes.stream().filter(it -> it.field().name().equals(field.name())).findFirst()
                .map(it -> input.against(new Input.Theirs(Objects.requireNonNullElse(words.of(field, it.theirs(), null), "nothing"), "%s changed this %s".formatted(words.names().getOrDefault(it.who(), "Somebody"),
                        rapport.web.Say.moment(it.at(), words.viewer(), words.clock()))))).orElse(input);
    }

    Input input(Field field, Map<String, String> answers, List<Fault> faults, Viewer viewer) {
        var view = view(field.name(), answers, faults);
        var input = Input.of(view, field.label(), sort(field)).saying(field.help()).needed(field.required());
        return switch (field.type()) {
            case CHOICE, CHOICES -> input.choosing(field.choices().stream().map(it -> Option.of(it.word(), it.label())).toList());
            case CURRENCY -> input.choosing(CURRENCIES);
            case YES_NO -> input.choosing(YES_NO);
            case PERSON -> input.choosing(persons(field, viewer));
            case TEAM -> input.choosing(people.teams().entrySet().stream().map(it -> Option.of(it.getKey().toString(), it.getValue())).toList());
            case STAGE -> input.choosing(stages(viewer));
            case MONEY -> Words.currencyOf(field) instanceof String unit ? input.in(view(unit, withCurrency(answers, unit), faults), CURRENCIES) : input;
            case RECORD -> input.picking("/%s/choices".formatted(Objects.requireNonNull(field.refers()).path()), answers.get(field.name() + ".id"));
            default -> input;
        };
    }

    private static Map<String, String> withCurrency(Map<String, String> answers, String unit) {
        var with = new LinkedHashMap<>(answers);
        with.putIfAbsent(unit, "EUR");
        return with;
    }

    private static FieldView view(String name, Map<String, String> answers, List<Fault> faults) {
        var view = FieldView.of(name, answers.getOrDefault(name, ""));
        return faults.stream().filter(it -> it.field().equals(name)).findFirst().map(it -> view.wrong(it.sentence())).orElse(view);
    }

    /** An owner of what follows its owner is somebody the viewer sees. */
    private List<Option> persons(Field field, Viewer viewer) {
        return people.team(field.kind() == rapport.crm.record.Kind.OPPORTUNITY || field.kind() == rapport.crm.record.Kind.LEAD ? line.of(viewer) : new rapport.people.Visibility.Everyone(), viewer).stream()
                .filter(People.Row::active).map(it -> Option.of(it.id().toString(), it.name())).toList();
    }

    private List<Option> stages(Viewer viewer) {
        var all = pipelines.all(viewer);
        return all.stream().flatMap(pipeline -> pipeline.stages().stream().map(it -> Option.of(it.id().toString(), all.size() == 1 ? it.name() : pipeline.name() + ": " + it.name()))).toList();
    }

    private static Sort sort(Field field) {
        return switch (field.type()) {
            case LONG_TEXT -> Sort.LONG;
            case NUMBER -> Sort.NUMBER;
            case MONEY -> Sort.MONEY;
            case DATE -> Sort.DAY;
            case MOMENT -> Sort.MOMENT;
            case YES_NO -> Sort.YES_NO;
            case CHOICE, CURRENCY, PERSON, TEAM, PIPELINE, STAGE -> Sort.CHOICE;
            case CHOICES -> Sort.MANY;
            case RECORD -> Sort.PICK;
            case TEXT, EMAIL, PHONE, LINK, COUNTRY, TIME_ZONE, WORDS -> Sort.LINE;
        };
    }
}
