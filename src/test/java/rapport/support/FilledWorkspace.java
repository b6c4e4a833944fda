package rapport.support;

import java.time.LocalDate;
import org.springframework.stereotype.Component;
import rapport.crm.Accounts;
import rapport.crm.Opportunity;
import rapport.crm.Pipeline;
import rapport.crm.Stage;
import rapport.kernel.Money;
import rapport.kernel.Role;

/** A row in every table of the running test's workspace. A new module adds whatever it takes to have one in each of its own. */
@Component
public class FilledWorkspace {

    private final Team team;
    private final Accounts accounts;
    private final Pipeline pipeline;
    private final Rows rows;

    FilledWorkspace(Team team, Accounts accounts, Pipeline pipeline, Rows rows) {
        this.team = team;
        this.accounts = accounts;
        this.pipeline = pipeline;
        this.rows = rows;
    }

    public void fill() {
        var maya = team.hire("Maya Coach", Role.MANAGER);
        var tom = team.hire("Tom Rep", Role.REP, maya);
        rows.addTeamAndProduct();
        var account = accounts.add("Brightwater Foods", "food", "Germany", maya.viewer());
        pipeline.begin(new Opportunity.Draft(account.id(), null, tom.id(), Stage.ENGAGING, LocalDate.of(2026, 1, 5), null,
                Money.of("84000", "EUR"), "Ask what a held batch costs"), maya.viewer());
        rows.sealOneAndLeaveOne(maya.viewer());
    }
}
