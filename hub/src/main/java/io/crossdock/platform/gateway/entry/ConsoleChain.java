package io.crossdock.platform.gateway.entry;

import io.crossdock.platform.gateway.PlainSecrets;
import io.crossdock.platform.gateway.ProblemWriter;
import io.crossdock.platform.landscape.ConsoleUser.Role;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;

/** The door for people: form login, a session cookie, and a browser that may load nothing from elsewhere. */
@Configuration(proxyBeanMethods = false)
class ConsoleChain {

    static final String LOGIN = "/console/login";

    private static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; "
            + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final String NO_DEVICES = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";

    @Bean
    ConsoleUsers consoleUsers(Landscapes landscapes, Secrets secrets) {
        return new ConsoleUsers(landscapes, secrets);
    }

    /** The only way to prove who one is by a password. */
    @Bean
    DaoAuthenticationProvider passwords(ConsoleUsers users) {
        DaoAuthenticationProvider provider = new DaoAuthenticationProvider(users::logIn);
        provider.setPasswordEncoder(new PlainSecrets());
        return provider;
    }

    @Bean
    @Order(4)
    SecurityFilterChain peopleChain(HttpSecurity http, ConsoleUsers users, Refusals refusals,
            ProblemWriter problems, Clock clock) {
        return http
                .securityMatcher("/console", "/console/**", "/webjars/**")
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers(LOGIN, "/console/assets/**", "/webjars/**").permitAll()
                        .requestMatchers(HttpMethod.GET).access(only(users, Role.VIEWER))
                        .requestMatchers(HttpMethod.HEAD).access(only(users, Role.VIEWER))
                        .anyRequest().access(only(users, Role.OPERATOR)))
                .formLogin(form -> form.loginPage(LOGIN).loginProcessingUrl(LOGIN)
                        .defaultSuccessUrl("/console").failureUrl(LOGIN + "?error"))
                .logout(logout -> logout.logoutUrl("/console/logout").logoutSuccessUrl(LOGIN + "?logout"))
                .exceptionHandling(errors -> errors
                        .defaultAuthenticationEntryPointFor(
                                refusals::loginForScript, new RequestHeaderRequestMatcher("HX-Request"))
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint(LOGIN), AnyRequestMatcher.INSTANCE)
                        .defaultAccessDeniedHandlerFor(
                                refusals::forbidden, PathPatternRequestMatcher.withDefaults()
                                        .matcher("/console/**")))
                .headers(ConsoleChain::strict)
                .addFilterBefore(new LoginPaceFilter(new TokenBuckets(clock), problems),
                        UsernamePasswordAuthenticationFilter.class)
                .build();
    }

    private static void strict(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(NO_DEVICES))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny);
    }

    /** Roles are looked up at each request: the session only proves who it is. */
    private static AuthorizationManager<RequestAuthorizationContext> only(ConsoleUsers users, Role role) {
        return new AuthorizationManager<>() {
            @Override
            public AuthorizationDecision authorize(
                    Supplier<? extends Authentication> who, RequestAuthorizationContext context) {
                Authentication person = who.get();
                return new AuthorizationDecision(person.isAuthenticated()
                        && users.may(person.getName(), role));
            }
        };
    }
}
