package rapport.ops.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import rapport.ops.CannotRun;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the API as a program does, with somebody's token, and expects that nobody may be there. */
final class ApiCaller implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String BOUNDARY = "rapport-bench-boundary";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final int port;

    ApiCaller(int port) {
        this.port = port;
    }

    JsonNode get(String path, String token) {
        return answered(request(path, token).GET().build());
    }

    JsonNode post(String path, String token, String body) {
        return answered(request(path, token).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build());
    }

    /** False when nobody answers or something broke over it: then nobody knows whether it was done. */
    boolean put(String path, String token, String body) {
        try {
            var answer = send(request(path, token).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)).build());
            if (answer.statusCode() < 500) {
                mustBeGood(answer);
            }
            return answer.statusCode() < 500;
        } catch (IOException _) {
            return false;
        }
    }

    /** @param files text by name */
    CompletableFuture<HttpResponse<String>> upload(String path, String token, Map<String, String> files) {
        var body = new StringBuilder();
        files.forEach((name, text) -> body.append("--%s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\nContent-Type: text/csv\r\n\r\n%s\r\n"
                .formatted(BOUNDARY, name, text)));
        body.append("--%s--\r\n".formatted(BOUNDARY));
        return client.sendAsync(request(path, token).header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofString(body.toString())).build(), BodyHandlers.ofString());
    }

    private JsonNode answered(HttpRequest request) {
        try {
            var answer = send(request);
            mustBeGood(answer);
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new CannotRun("The program does not answer: " + e.getMessage(), e);
        }
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1%s".formatted(port, path))).timeout(PATIENCE).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRun("Interrupted", e);
        }
    }

    private static void mustBeGood(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new CannotRun("The program answers %s with %d: %s".formatted(answer.uri().getPath(), answer.statusCode(), answer.body()));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
