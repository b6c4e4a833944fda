package rapport.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What many ask for within one transaction and is read once. A transaction begun inside it remembers nothing of this one. */
public final class Remembered<K, V> {

    /** @param read asked when nobody has in this transaction */
    public V get(K key, Function<K, V> read) {
        var known = known();
        var value = known.get(key);
        if (value == null) {
            value = read.apply(key);
            known.put(key, value);
        }
        return value;
    }

    /** After a change. */
    public void forget() {
        known().clear();
    }

    @SuppressWarnings("unchecked") // bound under this alone
    private Map<K, V> known() {
        var bound = (Map<K, V>) TransactionSynchronizationManager.getResource(this);
        if (bound != null) {
            return bound;
        }
        var fresh = new HashMap<K, V>();
        TransactionSynchronizationManager.bindResource(this, fresh);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResourceIfPossible(Remembered.this);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(Remembered.this, fresh);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(Remembered.this);
            }
        });
        return fresh;
    }
}
