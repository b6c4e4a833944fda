package rapport.crm.web;

import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;
import rapport.crm.record.Kind;
import rapport.kernel.NotFound;

/** A kind as addresses have it. */
@Component
class KindConverter implements Converter<String, Kind> {

    /** For mappings: every kind there is, and nothing else. */
    static final String KIND = "{kind:accounts|contacts|leads|opportunities|products|activities}";

    @Override
    public Kind convert(String path) {
        return java.util.Arrays.stream(Kind.values()).filter(it -> it.name().equals(path)).findFirst().or(() -> Kind.at(path)).orElseThrow(() -> new NotFound("crm.kind", "There are no " + path));
    }
}
