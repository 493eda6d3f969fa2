package io.crossdock.experience.console;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How long buyers wait for an answer to an order, since this process was started. */
@Component
class AcceptanceTime {

    private final MeterRegistry meters;

    AcceptanceTime(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param typical half of the answers were faster; @param slowest 99 of 100 were */
    record Figures(long answers, Duration typical, Duration slowest) {
    }

    /** Empty until an order was answered. */
    Optional<Figures> figures() {
        Collection<Timer> timers = meters.find("http.server.requests").tag("method", "POST")
                .tag("uri", "/portal/v1/orders").timers();
        TreeMap<Double, Double> buckets = new TreeMap<>();
        long answers = 0;
        for (Timer timer : timers) {
            var snapshot = timer.takeSnapshot();
            answers += snapshot.count();
            for (CountAtBucket bucket : snapshot.histogramCounts()) {
                buckets.merge(bucket.bucket(TimeUnit.MILLISECONDS), bucket.count(), Double::sum);
            }
        }
        return answers == 0 || buckets.isEmpty() ? Optional.empty()
                : Optional.of(new Figures(answers, quantile(buckets, answers, 0.5), quantile(buckets, answers, 0.99)));
    }

    /** The upper edge of the bucket in which the quantile lies; the buckets are cumulative. */
    private static Duration quantile(TreeMap<Double, Double> buckets, long answers, double quantile) {
        double millis = buckets.entrySet().stream().filter(bucket -> bucket.getValue() >= answers * quantile)
                .map(Map.Entry::getKey).filter(edge -> edge < Long.MAX_VALUE / 1e6).findFirst()
                .orElseGet(buckets::lastKey);
        return Duration.ofNanos(Math.round(Math.min(millis, 3.6e6) * 1e6));
    }
}
