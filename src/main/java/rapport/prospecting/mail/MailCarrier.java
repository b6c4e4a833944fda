package rapport.prospecting.mail;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.crm.record.Correspondents;
import rapport.crm.record.Reachable;
import rapport.prospecting.Channel;
import rapport.prospecting.dispatch.Carrier;
import rapport.prospecting.dispatch.Claimed;
import rapport.prospecting.dispatch.Round;
import rapport.prospecting.dispatch.Stops;
import rapport.prospecting.law.Gate;
import rapport.prospecting.law.Verdict;
import rapport.prospecting.paper.FaxPages;
import rapport.prospecting.sender.MessageIds;

/** Takes mails to the servers of the mailboxes they are written from. */
@Component
@Order(0) // most lanes are mailboxes: they are asked for first
@Transactional(propagation = Propagation.MANDATORY)
class MailCarrier implements Carrier {

    private record Words(UUID touch, String address, String subject, String body, @Nullable UUID answers) {}

    private final Mailboxes mailboxes;
    private final MessageIds ids;
    private final Leaving leaving;
    private final Imprint imprint;
    private final Stops stops;
    private final Gate gate;
    private final Correspondents correspondents;
    private final FaxPages faxPages;
    private final JdbcClient jdbc;
    private final Clock clock;

    MailCarrier(Mailboxes mailboxes, MessageIds ids, Leaving leaving, Imprint imprint, Stops stops, Gate gate, Correspondents correspondents, FaxPages faxPages, JdbcClient jdbc, Clock clock) {
        this.mailboxes = mailboxes;
        this.ids = ids;
        this.leaving = leaving;
        this.imprint = imprint;
        this.stops = stops;
        this.gate = gate;
        this.correspondents = correspondents;
        this.faxPages = faxPages;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Optional<Round.Pace> pace(UUID lane) {
        return mailboxes.pace(lane);
    }

    @Override
    public Map<UUID, Load> load(UUID lane, List<Claimed> touches) {
        var mailbox = mailboxes.sender(lane);
        var words = jdbc.sql("select touch, address, subject, body, answers from prospecting.words where touch = any(:touches)").param("touches", touches.stream().map(Claimed::id).toArray(UUID[]::new))
                .query(Words.class).stream().collect(Collectors.toMap(Words::touch, Function.identity()));
        var people = correspondents.reachable(touches.stream().map(Claimed::contact).distinct().toList());
        var verdicts = gate.judge(people.values(), Channel.EMAIL.name(), clock.instant());
        var faxes = touches.stream().filter(it -> it.kind().equals(Channel.FAX.name())).toList();
        var below = imprint.below();
        var loads = new HashMap<UUID, Load>();
        for (var touch : touches) {
            loads.put(touch.id(), load(touch, words.get(touch.id()), people.get(touch.contact()), verdicts, mailbox, below));
        }
        if (!faxes.isEmpty()) {
            faxPages.load(faxes).forEach((touch, load) -> loads.put(touch, load instanceof Load.Ready(FaxPages.Fax fax, var stopped) ? new Load.Ready(enclosing(mailbox, words.get(touch), fax), stopped) : load));
        }
        return loads;
    }

    /** Since it was planned they may have gone, agreed or refused; what is looked at last of all are the stops. */
    private Load load(Claimed touch, @Nullable Words said, @Nullable Reachable to, Map<UUID, Verdict> verdicts, Mailboxes.Sender mailbox, Imprint.Below below) {
        if (said == null || to == null || to.gone()) {
            return new Load.Unfit(said == null ? "Nobody has written what it says." : "The contact is in the bin, or has become another.");
        }
        var verdict = java.util.Objects.requireNonNull(verdicts.get(to.id()));
        return switch (verdict) {
            case Verdict.Allowed _ -> new Load.Ready(parcel(mailbox, said, below.of(touch.id(), verdict)), stops.ofMail(touch.contact(), said.address));
            case Verdict.Later later -> new Load.Later(later.at(), later.words());
            case Verdict.Denied _ -> new Load.Held(verdict.words());
        };
    }

    private Parcel parcel(Mailboxes.Sender from, Words it, String below) {
        return new Parcel(it.touch, from.address(), from.shownAs(), it.address, it.subject, it.body + below, ids.of(it.touch, from.address()), it.answers == null ? null : ids.of(it.answers, from.address()),
                leaving.address(it.touch), clock.instant(), null);
    }

    /** A fax, for a gateway that takes them by mail. */
    private Parcel enclosing(Mailboxes.Sender from, Words it, FaxPages.Fax fax) {
        var mail = parcel(from, it, "");
        return new Parcel(mail.touch(), mail.from(), mail.shownAs(), mail.to(), mail.subject(), "", mail.messageId(), null, null, mail.at(), () -> faxPages.print(fax));
    }

    @Override
    public Route route(UUID lane) {
        return new MailRoute(mailboxes.door(lane));
    }
}
