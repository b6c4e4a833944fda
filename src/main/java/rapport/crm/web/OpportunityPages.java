package rapport.crm.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.validation.Errors;
import rapport.audit.History;
import rapport.crm.AccountId;
import rapport.crm.Accounts;
import rapport.crm.Opportunity;
import rapport.crm.OpportunityList;
import rapport.crm.Pipeline;
import rapport.crm.Stage;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.people.ReportingLine;
import rapport.web.FieldView;
import rapport.web.Option;

/** Puts the pages of opportunities together: names looked up, nothing left to decide. */
@Component
@Transactional(readOnly = true)
class OpportunityPages {

    private static final int CHOICES = 1_000;

    private final OpportunityList list;
    private final People people;
    private final ReportingLine line;
    private final Accounts accounts;
    private final Pipeline pipeline;
    private final Clock clock;

    OpportunityPages(OpportunityList list, People people, ReportingLine line, Accounts accounts, Pipeline pipeline, Clock clock) {
        this.list = list;
        this.people = people;
        this.line = line;
        this.accounts = accounts;
        this.pipeline = pipeline;
        this.clock = clock;
    }

    /** Rows and names in one transaction: each of its own would cost two more round trips. */
    OpportunitiesPage index(ListRequest wanted, int limit, Viewer viewer) {
        var page = list.page(wanted.toFilter(), wanted.toSort(), wanted.toPosition(), limit, viewer);
        var owners = page.items().stream().map(OpportunityList.Row::owner).filter(Objects::nonNull).map(PersonId::new).toList();
        return OpportunitiesPage.of(page, wanted, people.namesOf(owners), wanted.owner() == null ? List.of() : owners(viewer), today(viewer), viewer);
    }

    OpportunityPage show(Opportunity it, Viewer viewer) {
        var changes = pipeline.history(it.id(), viewer);
        var persons = Stream.concat(Stream.ofNullable(it.owner()), changes.stream().flatMap(OpportunityPages::personsOf)).toList();
        var companies = Stream.concat(Stream.ofNullable(it.account()), changes.stream().flatMap(OpportunityPages::accountsOf)).toList();
        return OpportunityPage.of(it, people.namesOf(persons), accounts.namesOf(companies, viewer), products(viewer), changes, today(viewer), viewer, clock);
    }

    OpportunityFormPage blank(Viewer viewer) {
        return OpportunityFormPage.blank(choices(viewer), viewer);
    }

    OpportunityFormPage edit(Opportunity it, Viewer viewer) {
        return OpportunityFormPage.of(it, choices(viewer));
    }

    OpportunityFormPage again(@Nullable Opportunity it, Errors errors, Viewer viewer) {
        return OpportunityFormPage.again(it, errors, choices(viewer));
    }

    private OpportunityFormPage.Choices choices(Viewer viewer) {
        return new OpportunityFormPage.Choices(
                accounts.page(null, null, CHOICES, viewer).items().stream().map(it -> Option.of(it.id().toString(), it.name())).toList(),
                products(viewer),
                owners(viewer),
                Arrays.stream(Stage.values()).map(it -> Option.of(it.name(), it.word())).toList());
    }

    private List<Option> products(Viewer viewer) {
        return accounts.products(viewer).stream().map(it -> Option.of(it.id().toString(), it.name())).toList();
    }

    private List<Option> owners(Viewer viewer) {
        return people.team(line.of(viewer), viewer).stream()
                .filter(People.Row::active)
                .map(it -> Option.of(it.id().toString(), it.name()))
                .toList();
    }

    private LocalDate today(Viewer viewer) {
        return clock.instant().atZone(viewer.zone()).toLocalDate();
    }

    private static Stream<PersonId> personsOf(History.Change it) {
        var owners = "owner".equals(it.field()) ? Stream.of(it.before(), it.after()).filter(Objects::nonNull).map(PersonId::of) : Stream.<PersonId>empty();
        return Stream.concat(Stream.of(new PersonId(it.who())), owners);
    }

    private static Stream<AccountId> accountsOf(History.Change it) {
        return "account".equals(it.field()) ? Stream.of(it.before(), it.after()).filter(Objects::nonNull).map(AccountId::of) : Stream.empty();
    }
}
