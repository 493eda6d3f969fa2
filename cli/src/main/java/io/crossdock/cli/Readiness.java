package io.crossdock.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Waits until a part answers 200.
 *
 * @param patience after which a part that lives but is not ready counts as failed
 * @param notices pause between messages that it is still being waited for
 */
record Readiness(Duration patience, Duration notices, Consumer<String> messages) {

    private static final Duration PAUSE = Duration.ofMillis(50);

    void await(Keeper keeper, URI address, Path log) {
        long begin = System.nanoTime();
        long noticed = begin;
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
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
                    messages.accept("Waiting for %s to be ready (%s); its log is %s"
                            .formatted(keeper.name(), answer, log));
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.NOT_STARTED, "Interrupted while waiting for " + keeper.name());
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
