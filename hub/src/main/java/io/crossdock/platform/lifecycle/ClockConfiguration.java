package io.crossdock.platform.lifecycle;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The one clock of the process. Tests bring their own; a drill has one that is wrong by
 * {@code crossdock.drills.clock-offset} (ISO 8601, such as {@code PT45S}), and jumps by as much in the middle of the
 * work when {@code crossdock.drills.clock-jump-after} says how long after the start.
 */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(ClockConfiguration.class);

    @Bean
    @ConditionalOnMissingBean
    Clock clock(@Value("${crossdock.drills.clock-offset:PT0S}") Duration offset,
            @Value("${crossdock.drills.clock-jump-after:PT0S}") Duration after) {
        if (offset.isZero()) {
            return Clock.systemUTC();
        }
        LOG.warn("this is a drill: the clock is wrong by {}, {} after the start", offset, after);
        return after.isZero() ? Clock.offset(Clock.systemUTC(), offset)
                : new JumpingClock(Clock.systemUTC(), offset, Clock.systemUTC().instant().plus(after));
    }
}
