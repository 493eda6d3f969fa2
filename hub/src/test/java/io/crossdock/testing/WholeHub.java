package io.crossdock.testing;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Primary;
import org.springframework.context.support.DefaultLifecycleProcessor;

/** Every component of the hub, standing still: no loop runs. For {@code @SpringBootTest}. */
@Configuration
@EnableAutoConfiguration
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class, basePackages = "io.crossdock",
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = {"io\\.crossdock\\.Crossdock",
            "(?!.*WholeHub).*(Test|Hub|Scene|World|Bench|Node)(\\$.*)?", "io\\.crossdock\\.testing\\..*",
            ".*\\.gateway\\.Doors.*"}))
public class WholeHub {

    @Bean
    @Primary
    SettableClock settableClock() {
        return SettableClock.standing();
    }

    @Bean
    DefaultLifecycleProcessor lifecycleProcessor() {
        return new StandingStill();
    }

    private static final class StandingStill extends DefaultLifecycleProcessor {

        @Override
        public void onRefresh() {
            // nothing moves by itself
        }

        @Override
        public void onRestart() {
            // nor when a test asks for the context again
        }
    }
}
