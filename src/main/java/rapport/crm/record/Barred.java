package rapport.crm.record;

import java.util.Collection;
import java.util.Map;

/** Addresses of people who asked to be forgotten: nobody brings them back, by hand or by an import. In the caller's transaction. */
public interface Barred {

    /** @param emails in small letters @return why not, of those that are barred */
    Map<String, String> why(Collection<String> emails);
}
