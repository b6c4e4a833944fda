package rapport.prospecting.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import rapport.prospecting.law.Rule;
import rapport.prospecting.law.Verdict;
import rapport.prospecting.paper.Letterheads;

/** What stands below a mail because the law of its reader asks for it: who writes and where they are, where the address is from, how to get no more. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Imprint {

    /** Below two hyphens and a space, by which mail programs know that what was said is over (RFC 3676, 4.3). */
    private static final String RULE = "\n\n-- \n";

    /** What stands below one mail; empty when nothing has to be said. */
    interface Below {
        String of(UUID touch, Verdict verdict);
    }

    private final Letterheads letterheads;
    private final Leaving leaving;

    Imprint(Letterheads letterheads, Leaving leaving) {
        this.letterheads = letterheads;
        this.leaving = leaving;
    }

    /** For many mails, by what is known now of who writes. */
    Below below() {
        var who = letterheads.letterhead().map(Letterheads.Letterhead::inOneLine).stream().toList();
        return (touch, verdict) -> {
            var lines = verdict instanceof Verdict.Allowed allowed ? lines(allowed.notices(), who, leaving.address(touch)) : List.<String>of();
            return lines.isEmpty() ? "" : RULE + String.join("\n", lines);
        };
    }

    private static List<String> lines(List<Rule> notices, List<String> who, String leave) {
        var lines = new ArrayList<String>();
        if (notices.stream().anyMatch(Rule::saysWho)) {
            lines.addAll(who);
        }
        var source = notices.stream().anyMatch(it -> it.says(Rule.SOURCE));
        var wayOut = notices.stream().anyMatch(it -> it.says(Rule.WAY_OUT));
        if (source || wayOut) {
            lines.add("%s: %s".formatted(source && wayOut ? "Where we have your address from, and no more mail" : source ? "Where we have your address from" : "No more mail from us", leave));
        }
        return lines;
    }
}
