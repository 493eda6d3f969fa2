package io.crossdock.platform.gateway.entry;

import io.crossdock.platform.gateway.ProblemWriter;
import io.crossdock.platform.landscape.Landscapes;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

/** The doors for programs: consumers with tokens, call-backs with signatures, probes; all else is shut. */
@Configuration(proxyBeanMethods = false)
class ChannelChains {

    /** The scope that opens metrics to callers from other machines. */
    static final String OPERATIONS = "operations:read";

    private final Refusals refusals;

    ChannelChains(Refusals refusals) {
        this.refusals = refusals;
    }

    @Bean
    @Order(2)
    SecurityFilterChain consumerChain(HttpSecurity http, JwtDecoder tokens, Landscapes landscapes,
            ProblemWriter problems, Clock clock) {
        return byToken(http, tokens, landscapes)
                .securityMatcher(Paths.CONSUMERS)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .addFilterAfter(new RateFilter(new TokenBuckets(clock), landscapes, problems),
                        BearerTokenAuthenticationFilter.class)
                .build();
    }

    /** Call-backs pass; their controllers ask the WebhookVerifier, which needs the body. */
    @Bean
    @Order(3)
    SecurityFilterChain webhookChain(HttpSecurity http) {
        return stateless(http)
                .securityMatcher(Paths.WEBHOOKS)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /**
     * Health tells no more than up or down and is open to probes; figures are for this machine or by scope.
     */
    @Bean
    @Order(5)
    SecurityFilterChain actuatorChain(HttpSecurity http, JwtDecoder tokens, Landscapes landscapes) {
        return byToken(http, tokens, landscapes)
                .securityMatcher("/actuator", "/actuator/**")
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers("/actuator/health", "/actuator/health/**").permitAll()
                        .anyRequest().access((who, context) -> new AuthorizationDecision(
                                fromThisMachine(context.getRequest())
                                || who.get().getAuthorities().stream()
                                        .anyMatch(each -> ("SCOPE_" + OPERATIONS)
                                                .equals(each.getAuthority())))))
                .build();
    }

    @Bean
    @Order(6)
    SecurityFilterChain remainingChain(HttpSecurity http) {
        return stateless(http)
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers("/", "/error", "/problems/*", "/v3/api-docs", "/v3/api-docs/**",
                                "/v3/api-docs.yaml", "/favicon.ico").permitAll()
                        .anyRequest().denyAll())
                .exceptionHandling(errors -> errors
                        .authenticationEntryPoint(refusals::hidden)
                        .accessDeniedHandler(refusals::hidden))
                .build();
    }

    private HttpSecurity byToken(HttpSecurity http, JwtDecoder tokens, Landscapes landscapes) {
        return stateless(http)
                .oauth2ResourceServer(server -> server
                        .jwt(jwt -> jwt.decoder(tokens).jwtAuthenticationConverter(new Callers(landscapes)))
                        .authenticationEntryPoint(refusals::token)
                        .accessDeniedHandler(refusals::forbidden))
                .exceptionHandling(errors -> errors
                        .authenticationEntryPoint(refusals::token)
                        .accessDeniedHandler(refusals::forbidden));
    }

    private static HttpSecurity stateless(HttpSecurity http) {
        return http
                .sessionManagement(sessions -> sessions
                        .sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable);
    }

    private static boolean fromThisMachine(HttpServletRequest request) {
        if (request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null) {
            return false;
        }
        try {
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
