package rapport.coaching;

import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import rapport.calendar.AbsenceEntered;
import rapport.coaching.Disturbance.Cause;
import rapport.kernel.Viewer;

/** Whoever is away is not coached on these days: their sessions are called off, and excused. */
@Component
class OnAbsenceEntered {

    private final ProtectedTime time;

    OnAbsenceEntered(ProtectedTime time) {
        this.time = time;
    }

    @ApplicationModuleListener
    void callOff(AbsenceEntered it) {
        time.callOffDays(it.person(), it.firstDay(), it.lastDay(), it.illness() ? Cause.ILLNESS : Cause.LEAVE, Viewer.system(it.workspace(), "absence"));
    }
}
