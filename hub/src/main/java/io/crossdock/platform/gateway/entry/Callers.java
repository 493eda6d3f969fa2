package io.crossdock.platform.gateway.entry;

import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.landscape.Consumer;
import io.crossdock.platform.landscape.Landscapes;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * Knows the consumer behind a token. The token proves who it is and what was asked for; what a consumer may
 * do is read from the landscape in force, so that a right taken away is gone at once.
 */
final class Callers implements Converter<Jwt, CallerAuthentication> {

    private final Landscapes landscapes;

    Callers(Landscapes landscapes) {
        this.landscapes = landscapes;
    }

    @Override
    public CallerAuthentication convert(Jwt token) {
        Consumer consumer = landscapes.current().consumer(String.valueOf(token.getSubject()))
                .orElseThrow(() -> new InvalidBearerTokenException("the consumer is no longer known"));
        return new CallerAuthentication(new Caller(
                consumer.id(), consumer.channel(), scopes(token, consumer), consumer.accounts()));
    }

    private static Set<String> scopes(Jwt token, Consumer consumer) {
        String granted = token.getClaimAsString("scope");
        if (granted == null) {
            return Set.of();
        }
        return Arrays.stream(granted.split(" ")).filter(consumer.scopes()::contains)
                .collect(Collectors.toUnmodifiableSet());
    }
}
