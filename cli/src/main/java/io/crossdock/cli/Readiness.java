package io.crossdock.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Waits until a part answers 200.
 *
 * @param patience after which a part that lives but is not ready counts as failed
 * @param notices pause between messages that it is still being waited for
 * @param reasons where a part says what it waits for itself; empty for those that do not
 */
record Readiness(Duration patience, Duration notices, Consumer<String> messages, Optional<URI> reasons) {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration ASKED = Duration.ofSeconds(5);
    private static final int REASONS_MAX = 3;

    void await(Keeper keeper, URI address, Path log) {
        long begin = System.nanoTime();
        long noticed = begin;
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            HttpRequest request = HttpRequest.newBuilder(address).timeout(ASKED).build();
            for (String answer = ask(http, request); !answer.isEmpty(); answer = ask(http, request)) {
                var exit = keeper.part().onExit();
                if (exit.isDone()) {
                    throw notStarted(keeper.name() + " did not start (" + exit.join() + ")", log);
                }
                if (System.nanoTime() - begin > patience.toNanos()) {
                    throw notStarted("%s is not ready after %d s (%s)"
                            .formatted(keeper.name(), patience.toSeconds(), answer), log);
                }
                if (System.nanoTime() - noticed > notices.toNanos()) {
                    noticed = System.nanoTime();
                    messages.accept("Waiting for %s to be ready%s Its log is %s".formatted(keeper.name(),
                            why(http).map(each -> ". " + each).orElse(" (" + answer + ")."), log));
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.NOT_STARTED, "Interrupted while waiting for " + keeper.name());
        }
    }

    /** In its own sentences; empty while it has none to say. */
    private Optional<String> why(HttpClient http) throws InterruptedException {
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        try {
            HttpResponse<String> response = http.send(HttpRequest.newBuilder(reasons.get()).timeout(ASKED).build(),
                    HttpResponse.BodyHandlers.ofString());
            List<String> sentences = JsonMapper.shared().readTree(response.body()).path("awaited").valueStream()
                    .map(each -> each.asString("")).toList();
            String more = sentences.size() > REASONS_MAX ? " And " + (sentences.size() - REASONS_MAX) + " more." : "";
            return sentences.isEmpty() ? Optional.empty()
                    : Optional.of(String.join(" ", sentences.subList(0, Math.min(REASONS_MAX, sentences.size()))) + more);
        } catch (IOException | JacksonException notYet) {
            return Optional.empty();
        }
    }

    private static CommandFailed notStarted(String what, Path log) {
        return new CommandFailed(ExitCode.NOT_STARTED,
                what + ". The end of its log " + log + ":\n" + RotatingLog.tail(log, 100));
    }

    /** Empty when ready, else what the part says. */
    private static String ask(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            String body = response.body().strip();
            return response.statusCode() == 200 ? ""
                    : response.statusCode() + " " + body.substring(0, Math.min(body.length(), 300));
        } catch (IOException notYet) {
            return "no answer yet";
        }
    }
}
