package rapport.prospecting.dispatch;

import java.util.List;
import java.util.UUID;

/** Something that is looked into outside any transaction when its time has come: what became of what nobody knows, or of what others have taken on. */
public interface Errand {

    /** Where there is something to look into now, in the bound workspace. */
    List<UUID> due();

    /** Looks into it, in the bound workspace. Whatever goes wrong is noted and tried again. */
    void run(UUID where);
}
