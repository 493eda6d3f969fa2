package io.crossdock.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits until a part answers 200. */
final class Readiness {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Readiness() {}

    static void await(Keeper keeper, URI address, Path log) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
            while (!answers(http, request)) {
                var exit = keeper.part().onExit();
                if (exit.isDone()) {
                    throw notStarted(keeper.name() + " did not start (" + exit.join() + ")", log);
                }
                if (System.nanoTime() > end) {
                    throw notStarted(keeper.name() + " is not ready after " + PATIENCE.toSeconds() + " s",
                            log);
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
                what + ". The end of its log " + log + ":\n" + RotatingLog.tail(log, 25));
    }

    private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
