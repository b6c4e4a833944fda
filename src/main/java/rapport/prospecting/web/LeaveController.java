package rapport.prospecting.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
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

    private final Leaving leaving;
    private final LeaveList list;

    LeaveController(Leaving leaving, LeaveList list) {
        this.leaving = leaving;
        this.list = list;
    }

    @GetMapping
    ModelAndView ask(@PathVariable String secret) {
        var wish = wish(secret);
        return Workspaces.in(wish.workspace(), () -> list.address(wish.touch()).map(_ -> Html.ok(new LeavePage("/leave/" + secret, false))).orElseThrow(LeaveController::unknown));
    }

    @PostMapping
    ModelAndView leave(@PathVariable String secret) {
        var wish = wish(secret);
        return Workspaces.in(wish.workspace(), () -> {
            if (!list.leave(wish.touch())) {
                throw unknown();
            }
            return Html.ok(new LeavePage("/leave/" + secret, true));
        });
    }

    private Wish wish(String secret) {
        return leaving.read(secret).orElseThrow(LeaveController::unknown);
    }

    private static NotFound unknown() {
        return new NotFound("prospecting.no-such-mail", "This link belongs to no mail of ours. Answer the mail instead, and say that you want no more.");
    }
}
