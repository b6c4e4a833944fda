package rapport.prospecting.web;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Correspondents;
import rapport.kernel.NotFound;
import rapport.kernel.Workspaces;
import rapport.prospecting.mail.LeaveList;
import rapport.prospecting.mail.Leaving;
import rapport.prospecting.mail.Leaving.Wish;
import rapport.web.Html;

/** The address in every mail by which its reader stops all of them. Opening it changes nothing, for programs open links too (RFC 8058). */
@Controller
@RequestMapping("/leave/{secret}")
class LeaveController {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final Leaving leaving;
    private final LeaveList list;

    LeaveController(Leaving leaving, LeaveList list) {
        this.leaving = leaving;
        this.list = list;
    }

    @GetMapping
    ModelAndView ask(@PathVariable String secret) {
        var wish = wish(secret);
        return Workspaces.in(wish.workspace(), () -> list.address(wish.touch()).map(_ -> Html.ok(page(secret, wish, false))).orElseThrow(LeaveController::unknown));
    }

    @PostMapping
    ModelAndView leave(@PathVariable String secret) {
        var wish = wish(secret);
        return Workspaces.in(wish.workspace(), () -> {
            if (!list.leave(wish.touch())) {
                throw unknown();
            }
            return Html.ok(page(secret, wish, true));
        });
    }

    private LeavePage page(String secret, Wish wish, boolean left) {
        return new LeavePage("/leave/" + secret, left, list.origin(wish.touch()).map(LeaveController::words).orElse("Nothing is kept of you any more but that you want no mail."));
    }

    /** GDPR Art. 14: where it is from. */
    private static String words(Correspondents.Origin it) {
        return "Your name and address have been kept here since %s; %s.".formatted(DAY.format(it.since().atZone(ZoneOffset.UTC)), it.system() == null ? "somebody here has entered them" : "they came from our records in “%s”".formatted(it.system()));
    }

    private Wish wish(String secret) {
        return leaving.read(secret).orElseThrow(LeaveController::unknown);
    }

    private static NotFound unknown() {
        return new NotFound("prospecting.no-such-mail", "This link belongs to no mail of ours. Answer the mail instead, and say that you want no more.");
    }
}
