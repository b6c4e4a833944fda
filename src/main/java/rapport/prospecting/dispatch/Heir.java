package rapport.prospecting.dispatch;

import java.util.List;

/** Frees what nodes that have died were holding, in the bound workspace and the caller's transaction. */
public interface Heir {

    void inherit(List<Integer> dead);
}
