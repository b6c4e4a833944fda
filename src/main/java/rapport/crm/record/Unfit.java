package rapport.crm.record;

import java.util.List;
import java.util.stream.Collectors;
import rapport.kernel.Refused;

/** Values that cannot be kept, each with a sentence. Nothing was changed. */
public final class Unfit extends Refused {

    private final transient List<Fault> faults;

    public Unfit(List<Fault> faults) {
        super("crm.unfit", faults.stream().map(it -> it.field().isEmpty() ? it.sentence() : it.field() + ": " + it.sentence()).collect(Collectors.joining("; ")) + ".");
        this.faults = List.copyOf(faults);
    }

    public Unfit(String field, String sentence) {
        this(List.of(new Fault(field, sentence)));
    }

    public List<Fault> faults() {
        return faults;
    }
}
