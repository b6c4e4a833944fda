package rapport.web;

import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API (OpenAPI 3.1): written by hand in openapi.yaml, held to the running routes and run example by example by a test. */
@RestController
class OpenApi {

    private final byte[] description;

    OpenApi(JsonMapper json) throws IOException {
        try (var text = new ClassPathResource("openapi.yaml").getInputStream()) {
            description = json.writeValueAsBytes(new Yaml().<Object>load(text));
        }
    }

    @GetMapping(path = "/api/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] description() {
        return description;
    }
}
