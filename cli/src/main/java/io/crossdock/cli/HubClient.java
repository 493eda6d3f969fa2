package io.crossdock.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to one hub as one client.
 *
 * @param hub address without path
 * @param client client id at the hub's authorization server
 */
record HubClient(URI hub, String client, String secret) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What the hub said. */
    record Answer(int status, JsonNode body) {}

    /** A fresh access token (OAuth 2 client credentials, RFC 6749 §4.4). */
    String token() {
        String credentials = encoded(client) + ":" + encoded(secret);
        HttpRequest request = request("/oauth2/token")
                .header("Authorization", "Basic " + Base64.getEncoder()
                .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        Answer answer = send(request);
        String token = answer.body().path("access_token").asString("");
        if (answer.status() == 200 && !token.isEmpty()) {
            return token;
        }
        ExitCode code = answer.status() >= 500 ? ExitCode.HUB_FAILED : ExitCode.NOT_ALLOWED;
        throw new CommandFailed(code, "The hub gives the client %s no token: %s".formatted(client,
                answer.body().path("error_description").asString(
                        answer.body().path("error").asString("status " + answer.status()))), answer.body());
    }

    Answer get(String path) {
        return accepted(send(request(path).header("Authorization", "Bearer " + token()).GET().build()));
    }

    Answer post(String path, String contentType, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return accepted(send(request.build()));
    }

    private HttpRequest.Builder request(String path) {
        String base = hub.toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE)
                .header("Accept", "application/json, application/problem+json");
    }

    private Answer send(HttpRequest request) {
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5)).build()) {
            HttpResponse<String> response = http.send(request,
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), json(response.body()));
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new CommandFailed(ExitCode.UNREACHABLE, "No hub answers at %s: %s".formatted(hub, why));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.UNREACHABLE, "Interrupted while waiting for " + hub);
        }
    }

    private static JsonNode json(String body) {
        try {
            return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.createObjectNode().put("detail", body.length() > 500 ? body.substring(0, 500) : body);
        }
    }

    private static Answer accepted(Answer answer) {
        if (answer.status() < 400) {
            return answer;
        }
        ExitCode code = switch (answer.status()) {
            case 401, 403 -> ExitCode.NOT_ALLOWED;
            default -> answer.status() >= 500 ? ExitCode.HUB_FAILED : ExitCode.REFUSED;
        };
        throw new CommandFailed(code, Problem.inWords(answer.status(), answer.body()), answer.body());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
