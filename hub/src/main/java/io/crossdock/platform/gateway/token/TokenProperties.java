package io.crossdock.platform.gateway.token;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What {@code crossdock.gateway} says about tokens.
 *
 * @param issuer the claim {@code iss}; the same on every host and port, default {@code crossdock}
 * @param tokenLifetime default one hour
 * @param signingSeal reference of the secret that seals the signing key in the database; empty: not sealed
 */
@ConfigurationProperties("crossdock.gateway")
record TokenProperties(String issuer, Duration tokenLifetime, String signingSeal) {

    TokenProperties {
        if (issuer.isBlank() || !tokenLifetime.isPositive()) {
            throw new IllegalArgumentException(
                    "crossdock.gateway needs an issuer and a token-lifetime above zero");
        }
    }

    Optional<String> seal() {
        return Optional.of(signingSeal).filter(reference -> !reference.isBlank());
    }
}
