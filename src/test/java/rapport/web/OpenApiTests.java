package rapport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import rapport.e2e.Routes;
import rapport.imports.Imports;
import rapport.kernel.Role;
import rapport.people.Tokens;
import rapport.prospecting.plays.Plays;
import rapport.skills.Blueprints;
import rapport.support.FilledWorkspace;
import rapport.support.Team;
import rapport.support.WholeTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description tells the truth: it names every route there is, and its examples run as they stand. */
@WholeTest
class OpenApiTests {

    @Autowired Routes routes;
    @Autowired JsonMapper json;
    @Autowired Team team;
    @Autowired Tokens tokens;
    @Autowired FilledWorkspace filled;
    @Autowired Imports imports;
    @Autowired Blueprints blueprints;
    @Autowired Plays plays;
    @LocalServerPort int port;

    final HttpClient http = HttpClient.newHttpClient();

    @Test
    void itNamesEveryRouteAndNoOther() throws Exception {
        var described = new TreeSet<String>();
        description().get("paths").properties().forEach(path -> path.getValue().properties().forEach(
                operation -> {
                    if (!operation.getKey().equals("parameters")) {
                        described.add(operation.getKey().toUpperCase() + " " + path.getKey());
                    }
                }));
        var running = routes.all().stream().filter(it -> it.path().startsWith("/api/")).map(Object::toString).collect(Collectors.toSet());
        assertThat(described).containsExactlyInAnyOrderElementsOf(running);
    }

    @Test
    void everyExampleRunsAsItStands() throws Exception {
        filled.fill();
        var owner = team.hire("Olivia Owner", Role.OWNER).viewer();
        var token = tokens.create("examples", false, owner);
        var anImport = imports.newest(owner).getFirst().id();
        var aRep = blueprints.ofLine(owner).getFirst().rep();
        var aPlay = plays.all(owner).getFirst().id();
        var description = description();
        for (var path : description.get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (!operation.getKey().equals("get")) {
                    continue;
                }
                var address = path.getKey().replace("/imports/{id}", "/imports/" + anImport).replace("/blueprints/{person}", "/blueprints/" + aRep).replace("/plays/{id}", "/plays/" + aPlay);
                if (rapport.crm.record.Kind.at(address.split("/")[3]).isPresent()) {
                    var first = json.readTree(send("GET", "/api/v1/" + address.split("/")[3] + "?limit=1", token).body()).at("/items/0/id").asString();
                    address = address.replace("{id}", first);
                }
                var query = query(description, operation.getValue());
                if (List.of("/tally", "/routes", "/attempts", "/persistence", "/enrolments").stream().anyMatch(address::endsWith)) { // of one contact
                    query = "?contact=" + json.readTree(send("GET", "/api/v1/contacts?limit=1", token).body()).at("/items/0/id").asString();
                }
                if (address.contains("/sessions/{id}")) {
                    continue; // known to its two participants alone; CoachingStoryTests reads it as one of them
                }
                var answer = send("GET", address + query, token);
                assertThat(answer.statusCode()).as("%s %s: %s", operation.getKey(), path.getKey(), answer.body()).isEqualTo(200);
                var schema = operation.getValue().at("/responses/200/content/application~1json/schema");
                if (!schema.isMissingNode()) {
                    assertThat(faults(json.readTree(answer.body()), schema, description, path.getKey())).isEmpty();
                }
            }
        }
    }

    /** Refused in a filter, before any controller: a problem all the same. */
    @Test
    void withoutATokenAProgramGetsAProblem() throws Exception {
        for (var token : List.of("", "rpt_nothing")) {
            var answer = send("GET", "/api/v1/me", token);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(json.readTree(answer.body()).get("type").asString()).isEqualTo("urn:rapport:problem:web.unauthorized");
        }
    }

    private String query(JsonNode description, JsonNode operation) {
        return StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .map(it -> resolved(it, description))
                .filter(it -> it.path("in").asString("").equals("query") && it.has("example"))
                .map(it -> it.get("name").asString() + "=" + it.get("example").asString())
                .collect(Collectors.joining("&", "?", ""));
    }

    /** Enough of JSON Schema for what the description uses: required names, property types, arrays and references. */
    private List<String> faults(JsonNode value, JsonNode schema, JsonNode description, String at) {
        var it = resolved(schema, description);
        var faults = new java.util.ArrayList<String>();
        it.path("required").forEach(name -> {
            if (!value.has(name.asString())) {
                faults.add("%s lacks %s".formatted(at, name.asString()));
            }
        });
        it.path("allOf").forEach(part -> faults.addAll(faults(value, part, description, at)));
        var types = it.path("type").isArray()
                ? StreamSupport.stream(it.get("type").spliterator(), false).map(JsonNode::asString).toList()
                : it.has("type") ? List.of(it.get("type").asString()) : List.<String>of();
        if (!types.isEmpty() && !types.contains(typeOf(value))) {
            faults.add("%s is %s, not %s".formatted(at, typeOf(value), types));
        }
        for (Map.Entry<String, JsonNode> property : it.path("properties").properties()) {
            if (value.has(property.getKey())) {
                faults.addAll(faults(value.get(property.getKey()), property.getValue(), description, at + "." + property.getKey()));
            }
        }
        if (value.isArray() && it.has("items")) {
            value.forEach(item -> faults.addAll(faults(item, it.get("items"), description, at + "[]")));
        }
        return faults;
    }

    private static String typeOf(JsonNode value) {
        return value.isNull() ? "null" : value.isString() ? "string" : value.isBoolean() ? "boolean" : value.isIntegralNumber() ? "integer"
                : value.isNumber() ? "number" : value.isArray() ? "array" : "object";
    }

    private static JsonNode resolved(JsonNode node, JsonNode description) {
        return node.has("$ref") ? description.at(node.get("$ref").asString().substring(1)) : node;
    }

    private JsonNode description() throws IOException, InterruptedException {
        var answer = send("GET", "/api/v1/openapi.json", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).method(method, HttpRequest.BodyPublishers.noBody());
        return http.send(token.isEmpty() ? request.build() : request.header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofString());
    }
}
