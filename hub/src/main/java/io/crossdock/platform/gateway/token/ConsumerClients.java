package io.crossdock.platform.gateway.token;

import io.crossdock.platform.landscape.Consumer;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SecretMissing;
import io.crossdock.platform.landscape.Secrets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * The landscape's consumers as OAuth 2 clients. Nothing is kept: a new secret holds from the next token on.
 */
final class ConsumerClients implements RegisteredClientRepository {

    private static final Logger log = LoggerFactory.getLogger(ConsumerClients.class);

    private final Landscapes landscapes;
    private final Secrets secrets;
    private final Duration tokenLifetime;

    ConsumerClients(Landscapes landscapes, Secrets secrets, Duration tokenLifetime) {
        this.landscapes = landscapes;
        this.secrets = secrets;
        this.tokenLifetime = tokenLifetime;
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("consumers are registered in the landscape");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return landscapes.current().consumer(clientId).map(this::client).orElse(null);
    }

    private @Nullable RegisteredClient client(Consumer consumer) {
        try {
            return RegisteredClient.withId(consumer.id())
                    .clientId(consumer.id())
                    .clientSecret(secrets.resolve(consumer.secret()).reveal())
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .scopes(scopes -> scopes.addAll(consumer.scopes()))
                    .tokenSettings(TokenSettings.builder()
                            .accessTokenTimeToLive(tokenLifetime)
                            .idTokenSignatureAlgorithm(SignatureAlgorithm.ES256)
                            .build())
                    .build();
        } catch (SecretMissing e) {
            log.error("The consumer {} cannot get a token: {}", consumer.id(), e.getMessage());
            return null;
        }
    }
}
