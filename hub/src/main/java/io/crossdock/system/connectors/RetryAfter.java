package io.crossdock.system.connectors;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code Retry-After} ({@code RFC 9110 §10.2.3}): seconds or a date; at most an hour is believed. */
final class RetryAfter {

    static final Duration MOST = Duration.ofHours(1);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {
    }

    static Optional<Duration> parse(String header, Clock clock) {
        String text = header.strip();
        try {
            Duration wait = SECONDS.matcher(text).matches()
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(clock.instant(),
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            Duration notNegative = wait.isNegative() ? Duration.ZERO : wait;
            return Optional.of(notNegative.compareTo(MOST) < 0 ? notNegative : MOST);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
