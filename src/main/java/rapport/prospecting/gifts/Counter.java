package rapport.prospecting.gifts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider of gift cards that speaks as Tremendous does: an order carries a name of ours, and a second order of the same name is the first
 * one again.
 *
 * @param key opened when it is needed, outside any transaction
 */
record Counter(String address, Supplier<String> key, String funding, String campaign) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param note what the recipient reads */
    record Order(UUID touch, String amount, String currency, String name, String email, String note) {}

    /** @param status SUCCEEDED, PENDING, FAILED and so on, of its delivery @param claimed whether the provider says that it was redeemed */
    record Reward(String id, String status, boolean claimed) {}

    /** It has answered, and said no. */
    static final class SaidNo extends IOException {

        private static final long serialVersionUID = 1L;

        private final int code;

        SaidNo(int code, String words) {
            super("It answered %d: %s".formatted(code, words));
            this.code = code;
        }

        boolean asksForLess() {
            return code == 429;
        }

        /** Something is wrong with the order itself. A key that does not open or money that is short is mended by somebody, and the order goes then. */
        boolean isForGood() {
            return code == 400 || code == 404 || code == 422;
        }
    }

    Reward order(Order it) throws IOException {
        var body = Map.of("external_id", it.touch.toString(), "payment", Map.of("funding_source_id", funding),
                "reward", Map.of("campaign_id", campaign, "value", Map.of("denomination", new java.math.BigDecimal(it.amount), "currency_code", it.currency), "recipient", Map.of("name", it.name, "email", it.email), "delivery", Map.of("method", "EMAIL", "meta", Map.of("message", it.note))));
        var order = ask(request("/orders").POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))).header("Content-Type", "application/json")).path("order");
        var rewards = order.path("rewards").isArray() ? order.path("rewards") : order.path("reward").isMissingNode() ? JSON.createArrayNode() : JSON.createArrayNode().add(order.path("reward"));
        if (rewards.isEmpty()) {
            throw new IOException("It named no reward");
        }
        return reward(rewards.get(0));
    }

    Reward reward(String id) throws IOException {
        return reward(ask(request("/rewards/" + java.net.URLEncoder.encode(id, java.nio.charset.StandardCharsets.UTF_8)).GET()).path("reward"));
    }

    private static Reward reward(JsonNode it) {
        var claimed = !it.path("redeemed_at").isMissingNode() && !it.path("redeemed_at").isNull() || List.of("REDEEMED", "CLAIMED").contains(it.path("status").asString(""));
        return new Reward(it.path("id").asString(""), it.path("delivery").path("status").asString("PENDING"), claimed);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE).header("Authorization", "Bearer " + key.get()).header("Accept", "application/json");
    }

    private static JsonNode ask(HttpRequest.Builder request) throws IOException {
        try {
            var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new SaidNo(answer.statusCode(), words(answer.body()));
            }
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new IOException("It said what nobody understands", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private static String words(@Nullable String body) {
        try {
            return Optional.ofNullable(body).filter(it -> !it.isBlank()).map(JSON::readTree).map(it -> it.path("errors").path("message").asString("")).filter(it -> !it.isBlank()).orElse("no reason given");
        } catch (JacksonException e) {
            return "no reason given";
        }
    }
}
