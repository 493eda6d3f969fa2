package io.crossdock.experience.console;

import io.crossdock.testing.SettableClock;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Primary;

/** The console over everything it reads. Nothing moves by itself: no subscription, no lane, no feed runs. */
@Configuration
@EnableAutoConfiguration
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        basePackages = {"io.crossdock.experience.console", "io.crossdock.experience.subscriptions", "io.crossdock.experience.edi.maps",
            "io.crossdock.process", "io.crossdock.system",
            "io.crossdock.platform"},
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = {".*\\.Subscriptions",
            ".*\\.LaneWorkers", ".*\\.Replication", ".*\\.ReplicasHealthIndicator", ".*\\.AwaitedEndpoint",
            ".*\\.Reconciler", ".*\\.gateway\\.Doors.*", ".*Test\\$.*"}))
class ConsoleHub {

    @Bean
    @Primary
    SettableClock settableClock() {
        return SettableClock.standing();
    }
}
