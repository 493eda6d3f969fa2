package io.crossdock.platform.gateway.token;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** A request that names no scope gets all the client has (RFC 6749 §3.3 leaves that to the server). */
final class AllScopesByDefault implements AuthenticationConverter {

    private final AuthenticationConverter plain;

    AllScopesByDefault(AuthenticationConverter plain) {
        this.plain = plain;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        Authentication asked = plain.convert(request);
        if (asked instanceof OAuth2ClientCredentialsAuthenticationToken token
                && token.getScopes().isEmpty()
                && token.getPrincipal() instanceof OAuth2ClientAuthenticationToken client) {
            RegisteredClient registered = client.getRegisteredClient();
            if (registered != null) {
                return new OAuth2ClientCredentialsAuthenticationToken(
                        client, registered.getScopes(), token.getAdditionalParameters());
            }
        }
        return asked;
    }
}
