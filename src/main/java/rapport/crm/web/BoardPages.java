package rapport.crm.web;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.Board;
import rapport.crm.Pipeline;
import rapport.crm.Pipelines;
import rapport.crm.record.Field;
import rapport.crm.record.Fields;
import rapport.crm.record.Filter;
import rapport.crm.record.Kind;
import rapport.crm.record.Names;
import rapport.crm.record.Type;
import rapport.crm.web.BoardPart.Card;
import rapport.crm.web.BoardPart.Column;
import rapport.crm.web.BoardPart.Lane;
import rapport.crm.web.BoardPart.Target;
import rapport.crm.web.RecordsPage.Builder;
import rapport.crm.web.RecordsPage.Chip;
import rapport.crm.web.RecordsPage.Hidden;
import rapport.crm.web.RecordsPage.Tab;
import rapport.kernel.Money;
import rapport.kernel.PersonId;
import rapport.kernel.Viewer;
import rapport.kernel.Wilson;
import rapport.people.People;
import rapport.web.Action;
import rapport.web.Badge;
import rapport.web.Option;
import rapport.web.PageHead;
import rapport.web.Say;
import rapport.web.Tone;
import rapport.web.Who;

/** Puts the board together. */
@Component
@Transactional
class BoardPages {

    private final Board board;
    private final Pipelines pipelines;
    private final Fields fields;
    private final Names names;
    private final People people;
    private final Clock clock;

    BoardPages(Board board, Pipelines pipelines, Fields fields, Names names, People people, Clock clock) {
        this.board = board;
        this.pipelines = pipelines;
        this.fields = fields;
        this.names = names;
        this.people = people;
        this.clock = clock;
    }

    /** As its address says it. @param lanes "owner", or nothing */
    record Address(@Nullable UUID pipeline, @Nullable String filter, @Nullable String lanes) {

        Filter toFilter() {
            return Filter.read(filter);
        }

        boolean byOwner() {
            return "owner".equals(lanes);
        }

        String on(String path) {
            var parts = Stream.of(pipeline == null ? "" : "pipeline=" + pipeline, ListAddress.blank(filter) ? "" : "filter=" + encoded(filter), byOwner() ? "lanes=owner" : "").filter(it -> !it.isEmpty()).toList();
            return path + (parts.isEmpty() ? "" : "?" + String.join("&", parts));
        }

        static String encoded(@Nullable String text) {
            return URLEncoder.encode(Objects.requireNonNullElse(text, ""), StandardCharsets.UTF_8);
        }
    }

    BoardPage page(Address at, Viewer viewer) {
        var all = pipelines.all(viewer);
        var pipeline = chosen(all, at);
        var filter = at.toFilter();
        var fieldset = fields.of(Kind.OPPORTUNITY);
        var words = new FilterWords(fieldset, names.of(FilterWords.references(filter, fieldset), viewer));
        var conditions = filter.conditions();
        var chips = conditions.stream().map(condition -> new Chip(words.of(condition), new Address(at.pipeline, Filter.and(conditions.stream().filter(it -> it != condition).toList()).written(), at.lanes).on("/board"))).toList();
        var actions = new ArrayList<Action>(List.of(Action.second("List", "/opportunities")));
        if (viewer.role().sells()) {
            actions.add(Action.primary("Opportunity", "/opportunities/new").with("plus"));
        }
        var builder = new Builder("/board/filter", "/opportunities/filter/condition", fieldset.all().stream().filter(it -> it.way() != Field.Way.COUNTED || it.type() == Type.YES_NO).map(it -> Option.of(it.name(), it.label())).toList(),
                Stream.of(new Hidden("pipeline", at.pipeline == null ? "" : at.pipeline.toString()), new Hidden("filter", Objects.requireNonNullElse(at.filter, "")), new Hidden("lanes", at.byOwner() ? "owner" : ""))
                        .filter(it -> !it.value().isEmpty()).toList());
        return new BoardPage(PageHead.of("Pipeline", null, actions.toArray(Action[]::new)),
                all.size() == 1 ? List.of() : all.stream().map(it -> new Tab(it.name(), new Address(it.id(), at.filter, at.lanes).on("/board"), it.id().equals(pipeline.id()))).toList(),
                List.of(new Tab("All together", new Address(at.pipeline, at.filter, null).on("/board"), !at.byOwner()), new Tab("By owner", new Address(at.pipeline, at.filter, "owner").on("/board"), at.byOwner())),
                chips, builder, part(at, viewer));
    }

    BoardPart part(Address at, Viewer viewer) {
        var pipeline = chosen(pipelines.all(viewer), at);
        var filter = at.toFilter();
        var open = at.byOwner() ? List.<Board.Column>of() : board.columns(pipeline, filter, viewer);
        var byOwner = at.byOwner() ? board.lanes(pipeline, filter, viewer) : List.<Board.Lane>of();
        var won = at.byOwner() ? null : board.won(pipeline, filter, viewer);
        var cards = Stream.of(open.stream().flatMap(it -> it.cards().stream()), byOwner.stream().flatMap(it -> it.columns().stream()).flatMap(it -> it.cards().stream()),
                won == null ? Stream.<Board.Card>of() : won.cards().stream()).flatMap(it -> it).toList();
        var owners = owners(cards, byOwner);
        var today = LocalDate.ofInstant(clock.instant(), viewer.zone());
        var totals = at.byOwner() ? byOwner.stream().flatMap(it -> it.columns().stream()).map(Board.Column::total).toList() : open.stream().map(Board.Column::total).toList();
        var targets = pipeline.stages().stream().map(it -> new Target(it.id().toString(), it.name(), String.valueOf(it.position() + 1))).toList();
        var lanes = new ArrayList<Lane>();
        if (at.byOwner()) {
            byOwner.forEach(it -> lanes.add(new Lane(who(it.owner(), owners), summary(it.columns().stream().map(Board.Column::total).toList()),
                    it.columns().stream().map(column -> column(column, at, owners, it.owner(), today)).toList())));
        } else {
            var columns = new ArrayList<>(open.stream().map(it -> column(it, at, owners, null, today)).toList());
            columns.add(won(Objects.requireNonNull(won), owners, today));
            lanes.add(new Lane(null, "", columns));
        }
        return new BoardPart(lanes, summary(totals), at.on("/board/cards"), targets, viewer.role().sells());
    }

    CardsPart more(UUID stage, UUID after, Address at, Viewer viewer) {
        var cards = board.cards(stage, at.toFilter(), after, Board.CARDS, viewer);
        var owners = owners(cards, List.of());
        var today = LocalDate.ofInstant(clock.instant(), viewer.zone());
        return new CardsPart(cards.stream().map(it -> card(it, owners, today)).toList(), viewer.role().sells(), cards.size() < Board.CARDS ? null : more(stage, cards.getLast().id(), at));
    }

    private static String more(UUID stage, UUID after, Address at) {
        var base = at.on("/board/stages/%s/cards".formatted(stage));
        return base + (base.contains("?") ? "&" : "?") + "after=" + after;
    }

    private static Pipeline chosen(List<Pipeline> all, Address at) {
        return all.stream().filter(it -> it.id().equals(at.pipeline)).findFirst().orElse(all.getFirst());
    }

    private Map<PersonId, String> owners(List<Board.Card> cards, List<Board.Lane> lanes) {
        return people.namesOf(Stream.concat(cards.stream().map(Board.Card::owner), lanes.stream().map(Board.Lane::owner)).filter(Objects::nonNull).distinct().map(PersonId::new).toList());
    }

    private static @Nullable Who who(@Nullable UUID owner, Map<PersonId, String> names) {
        return owner == null ? null : Who.of(new PersonId(owner), names.getOrDefault(new PersonId(owner), "Somebody who left"));
    }

    private Column column(Board.Column it, Address at, Map<PersonId, String> owners, @Nullable UUID owner, LocalDate today) {
        var shown = it.cards().size();
        var filter = Filter.and(Stream.concat(Stream.of(new Filter.Test("stage", Filter.Op.IS, List.of(it.stage().id().toString())), new Filter.Test("outcome", Filter.Op.UNKNOWN, List.of("yes"))),
                Stream.concat(at.toFilter().conditions().stream(), owner == null ? Stream.of() : Stream.of(new Filter.Test("owner", Filter.Op.IS, List.of(owner.toString()))))).toList());
        var rest = it.total().count() > shown;
        return new Column(it.stage().id().toString(), it.stage().name(), Say.count(it.total().count()), sum(it.total().sums()),
                it.total().median() == null ? null : "median " + Say.days(Math.round(it.total().median())), it.cards().stream().map(card -> card(card, owners, today)).toList(),
                rest && owner == null && !at.byOwner() ? more(it.stage().id(), it.cards().getLast().id(), at) : null,
                rest ? "%d of %s shown, longest waiting first.".formatted(shown, Say.count(it.total().count())) : null, "/opportunities?sort=stageSince&filter=" + Address.encoded(filter.written()));
    }

    private static Column won(Board.Won it, Map<PersonId, String> owners, LocalDate today) {
        var month = today.getMonth().getDisplayName(TextStyle.FULL, Locale.UK);
        var rate = it.closed() == 0 ? null : Wilson.of80(it.total().count(), it.closed());
        var evidence = rate == null ? null : "%s of %s closed, %s (%d–%d)".formatted(Say.count(it.total().count()), Say.count(it.closed()), Say.percent((double) it.total().count() / it.closed()),
                Math.round(rate.low() * 100), Math.round(rate.high() * 100));
        return new Column(null, "Won in " + month, Say.count(it.total().count()), sum(it.total().sums()), evidence, it.cards().stream().map(card -> {
            var drawn = card(card, owners, today);
            return new Card(drawn.id(), drawn.title(), drawn.href(), drawn.line(), drawn.value(), null, card.closesOn() == null ? null : Say.day(card.closesOn(), today), drawn.owner());
        }).toList(), null, it.total().count() > it.cards().size() ? "%d of %s shown, newest first.".formatted(it.cards().size(), Say.count(it.total().count())) : null,
                "/opportunities?sort=-closesOn&filter=" + Address.encoded("outcome==WON;closesOn=ge=month"));
    }

    private static Card card(Board.Card it, Map<PersonId, String> owners, LocalDate today) {
        var days = it.since() == null ? null : ChronoUnit.DAYS.between(it.since(), today);
        var overdue = it.closesOn() != null && it.closesOn().isBefore(today);
        var badge = it.stuck() && days != null ? Badge.of("stuck " + Say.days(days), Tone.WARN) : overdue ? Badge.of("overdue", Tone.LATE) : null;
        return new Card(it.id().toString(), it.title(), "/opportunities/" + it.id(), it.product(), it.amount() == null || it.currency() == null ? "value unknown" : Say.money(Money.of(it.amount(), it.currency())),
                badge, badge != null || days == null ? null : Say.days(days), who(it.owner(), owners));
    }

    private static String summary(List<Board.Total> totals) {
        var sums = new TreeMap<String, BigDecimal>();
        totals.forEach(it -> it.sums().forEach((currency, amount) -> sums.merge(currency, amount, BigDecimal::add)));
        var count = totals.stream().mapToLong(Board.Total::count).sum();
        var unknown = totals.stream().mapToLong(Board.Total::unknown).sum();
        return "%s open in %s%s".formatted(sum(sums), Say.count(count, "opportunity", "opportunities"), unknown == 0 ? "" : ", %s of them with unknown value".formatted(Say.count(unknown)));
    }

    private static String sum(Map<String, BigDecimal> sums) {
        return sums.isEmpty() ? "–" : sums.entrySet().stream().map(it -> Say.roundMoney(Money.of(it.getValue(), it.getKey()))).collect(Collectors.joining(" + "));
    }
}
