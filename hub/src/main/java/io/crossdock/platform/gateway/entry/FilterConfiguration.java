package io.crossdock.platform.gateway.entry;

import io.crossdock.platform.gateway.ProblemWriter;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.tracing.Traces;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.observation.SecurityObservationSettings;

/** The filters in front of the security chains, outermost first: correlation, places, size. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
class FilterConfiguration {

    /** Right behind the observation of the request, so that traces and logs carry the correlation. */
    private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 2;

    @Bean
    FilterRegistrationBean<CorrelationFilter> correlationFilter(Traces traces, Clock clock) {
        var registration = registration(new CorrelationFilter(traces, clock), FIRST);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        return registration;
    }

    @Bean
    FilterRegistrationBean<InFlightFilter> inFlightFilter(GatewaySettings settings, ProblemWriter problems) {
        return registration(new InFlightFilter(settings.inFlight(), problems), FIRST + 10);
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(Landscapes landscapes, ProblemWriter problems) {
        return registration(new BodyLimitFilter(landscapes, problems), FIRST + 20);
    }

    @Bean
    FilterRegistrationBean<PlainBytesFilter> plainBytesFilter() {
        return registration(new PlainBytesFilter(), FIRST + 30);
    }

    /**
     * One span per request is wanted; one per security filter would cost more than the filters themselves.
     */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    private static <F extends Filter> FilterRegistrationBean<F> registration(F filter, int order) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }
}
