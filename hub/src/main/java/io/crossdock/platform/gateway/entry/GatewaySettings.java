package io.crossdock.platform.gateway.entry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The limits of the doors, from {@code crossdock.gateway}. Defaults stand in application.yaml.
 *
 * @param inFlight how many channel requests this process serves at once; more get 503
 */
@ConfigurationProperties("crossdock.gateway")
record GatewaySettings(int inFlight) {

    static final Duration COME_BACK = Duration.ofSeconds(1);

    GatewaySettings {
        if (inFlight < 1) {
            throw new IllegalArgumentException("crossdock.gateway.in-flight must be at least 1, not "
                    + inFlight);
        }
    }
}
