package rapport.crm.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Erasure;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.web.FieldView;
import rapport.web.Flash;
import rapport.web.Html;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is known of a person, handed out or erased. */
@Controller
@RequestMapping("/contacts/{id}/person")
class ErasureController {

    private final Erasure erasure;
    private final Records records;
    private final JsonMapper json;

    ErasureController(Erasure erasure, Records records, JsonMapper json) {
        this.erasure = erasure;
        this.records = records;
        this.json = json;
    }

    @GetMapping
    ModelAndView show(@PathVariable UUID id, Viewer viewer) {
        return Html.ok(page(id, FieldView.of("name", ""), viewer));
    }

    private ErasurePage page(UUID id, FieldView name, Viewer viewer) {
        var all = erasure.everything(id, viewer);
        return ErasurePage.of(id, records.readAny(Kind.CONTACT, id, viewer), all, name);
    }

    /** For whoever asked (GDPR articles 15 and 20): one file any program reads. */
    @GetMapping("/everything")
    ResponseEntity<byte[]> everything(@PathVariable UUID id, Viewer viewer) {
        var all = new LinkedHashMap<String, LinkedHashMap<String, List<JsonNode>>>();
        erasure.everything(id, viewer).forEach((keeper, kinds) -> {
            var parts = new LinkedHashMap<String, List<JsonNode>>();
            kinds.forEach((kind, rows) -> parts.put(kind, rows.stream().map(row -> json.readTree(String.valueOf(row.get("row")))).toList()));
            all.put(keeper, parts);
        });
        var bytes = json.writerWithDefaultPrettyPrinter().writeValueAsString(all).getBytes(StandardCharsets.UTF_8);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename("everything.json").build().toString()).header(HttpHeaders.CACHE_CONTROL, "no-store").body(bytes);
    }

    @PostMapping("/erasure")
    ModelAndView erase(@PathVariable UUID id, @RequestParam(name = "name", defaultValue = "") String typed, Viewer viewer) {
        try {
            erasure.erase(id, typed, viewer);
            return Html.goTo("/contacts", new Flash("Erased. Nobody brings them back, by hand or by an import."));
        } catch (Refused e) {
            return Html.invalid(page(id, FieldView.of("name", typed).wrong(e.getMessage()), viewer));
        }
    }
}
