package rapport.prospecting.plays;

import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import rapport.calendar.AbsenceEntered;
import rapport.kernel.Viewer;

/** An absence in the calendar is enough: nobody has to tell prospecting, too. */
@Component
class OnOwnerAway {

    private final OwnerAbsences absences;

    OnOwnerAway(OwnerAbsences absences) {
        this.absences = absences;
    }

    @ApplicationModuleListener
    void rest(AbsenceEntered it) {
        absences.away(it.person(), it.firstDay(), it.lastDay(), Viewer.system(it.workspace(), "absence"));
    }
}
