package io.crossdock.platform.gateway.token;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.crossdock.platform.gateway.PlainSecrets;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The authorization server (RFC 6749 §4.4, RFC 7517): {@code /oauth2/token} and {@code /oauth2/jwks}, no
 * more.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenProperties.class)
class TokenConfiguration {

    /** Clocks of two processes may differ a little. */
    private static final Duration SKEW = Duration.ofSeconds(10);

    @Bean
    JWKSource<SecurityContext> signingKeys(
            SigningKeyStore store, PlatformTransactionManager transactions, Secrets secrets,
            TokenProperties settings) {
        Optional<KeySeal> seal = settings.seal()
                .map(reference -> new KeySeal(secrets.resolve(new SecretRef(reference)).reveal()));
        JWKSet keys = new SigningKeys(store, new TransactionTemplate(transactions), seal).load();
        return new ImmutableJWKSet<>(keys);
    }

    @Bean
    JwtDecoder verifiedTokens(JWKSource<SecurityContext> keys, Clock clock, TokenProperties settings) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(allowed -> allowed.add(SignatureAlgorithm.ES256))
                .build();
        JwtTimestampValidator timestamps = new JwtTimestampValidator(SKEW);
        timestamps.setClock(clock);
        timestamps.setAllowEmptyExpiryClaim(false);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(timestamps,
                new JwtClaimValidator<Object>(JwtClaimNames.ISS, settings.issuer()::equals)));
        return new VerifiedTokens(decoder, clock);
    }

    @Bean
    RegisteredClientRepository consumerClients(Landscapes landscapes, Secrets secrets,
            TokenProperties settings) {
        return new ConsumerClients(landscapes, secrets, settings.tokenLifetime());
    }

    @Bean
    @Order(1)
    SecurityFilterChain tokenChain(HttpSecurity http, JWKSource<SecurityContext> keys,
            RegisteredClientRepository clients, Clock clock, TokenProperties settings) {
        JwtGenerator generator = new JwtGenerator(new NimbusJwtEncoder(keys));
        generator.setClock(clock);
        generator.setJwtCustomizer(context -> describe(context, settings.issuer()));
        return http
                .oauth2AuthorizationServer(server -> server
                        .registeredClientRepository(clients)
                        .authorizationService(new StatelessAuthorizations())
                        .authorizationServerSettings(AuthorizationServerSettings.builder().build())
                        .tokenGenerator(generator)
                        .tokenEndpoint(token -> token.accessTokenRequestConverters(all ->
                                all.replaceAll(AllScopesByDefault::new)))
                        .clientAuthentication(client -> client.authenticationProviders(providers -> providers
                                .forEach(provider -> {
                                    if (provider instanceof ClientSecretAuthenticationProvider secret) {
                                        secret.setPasswordEncoder(new PlainSecrets());
                                    }
                                }))))
                .securityMatcher("/oauth2/token", "/oauth2/jwks")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions
                        .sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.disable())
                .build();
    }

    /** Whoever reaches this hub under whatever name gets tokens that every other process of it accepts. */
    private static void describe(JwtEncodingContext context, String issuer) {
        context.getJwsHeader().algorithm(SignatureAlgorithm.ES256);
        context.getClaims().issuer(issuer).claim("scope", String.join(" ", context.getAuthorizedScopes()));
    }
}
