package rapport.crm.web;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.Account;
import rapport.crm.AccountId;
import rapport.crm.Accounts;
import rapport.kernel.Forbidden;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.web.Cursor;
import rapport.web.FieldView;
import rapport.web.Flash;
import rapport.web.Html;

/** Accounts and products: open to every member. */
@Controller
class AccountController {

    private static final int PAGE = 50;

    private final Accounts accounts;
    private final People people;
    private final Clock clock;

    AccountController(Accounts accounts, People people, Clock clock) {
        this.accounts = accounts;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping("/accounts")
    ModelAndView index(@RequestParam(required = false) @Nullable String find, @RequestParam(required = false) @Nullable String after, Viewer viewer) {
        return Html.ok(AccountsPage.of(accounts.page(find, Cursor.read(after), PAGE, viewer), find, after != null, viewer));
    }

    @GetMapping("/accounts/new")
    ModelAndView newAccount(Viewer viewer) {
        mustSell(viewer);
        return Html.ok(AccountFormPage.of(null, FieldView.of("name", ""), FieldView.of("sector", ""), FieldView.of("country", "")));
    }

    @PostMapping("/accounts")
    ModelAndView add(@RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String sector,
            @RequestParam(defaultValue = "") String country, Viewer viewer) {
        mustSell(viewer);
        if (name.isBlank()) {
            return Html.invalid(again(null, name, sector, country));
        }
        var added = accounts.add(name, orNull(sector), orNull(country), viewer);
        return Html.goTo("/accounts/" + added.id(), new Flash("%s is an account now.".formatted(added.name())));
    }

    @GetMapping("/accounts/{id}")
    ModelAndView show(@PathVariable AccountId id, Viewer viewer) {
        var account = accounts.account(id, viewer);
        var changes = accounts.history(id, viewer);
        var parents = Stream.concat(Stream.ofNullable(account.parent()), changes.stream()
                .filter(it -> "parent".equals(it.field())).flatMap(it -> Stream.of(it.before(), it.after())).filter(Objects::nonNull).map(AccountId::of)).toList();
        var words = new ChangeWords(people.namesOf(changes.stream().map(it -> new PersonId(it.who())).toList()),
                accounts.namesOf(parents, viewer), List.of(), viewer, clock);
        return Html.ok(AccountPage.of(account, accounts.namesOf(parents, viewer), changes.stream().map(words::entry).toList(), viewer));
    }

    @GetMapping("/accounts/{id}/edit")
    ModelAndView edit(@PathVariable AccountId id, Viewer viewer) {
        var it = accounts.account(id, viewer);
        mustSell(viewer);
        return Html.ok(AccountFormPage.of(it, FieldView.of("name", it.name()), FieldView.of("sector", it.sector()), FieldView.of("country", it.country())));
    }

    @PostMapping("/accounts/{id}")
    ModelAndView change(@PathVariable AccountId id, @RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String sector,
            @RequestParam(defaultValue = "") String country, Viewer viewer) {
        var account = accounts.account(id, viewer);
        mustSell(viewer);
        if (name.isBlank()) {
            return Html.invalid(again(account, name, sector, country));
        }
        accounts.change(id, name, orNull(sector), orNull(country), viewer);
        return Html.goTo("/accounts/" + id, new Flash("Saved."));
    }

    @GetMapping("/products")
    ModelAndView products(Viewer viewer) {
        return Html.ok(ProductsPage.of(accounts.products(viewer), viewer));
    }

    private static AccountFormPage again(@Nullable Account account, String name, String sector, String country) {
        return AccountFormPage.of(account, FieldView.of("name", name).wrong("An account has a name"), FieldView.of("sector", sector), FieldView.of("country", country));
    }

    private static void mustSell(Viewer viewer) {
        if (!viewer.role().sells()) {
            throw new Forbidden("crm.only-sellers", "Accounts are changed by reps, managers and administrators.");
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
