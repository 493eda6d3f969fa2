package io.crossdock.platform.lifecycle;

import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Watches the parent process when {@code crossdock.exit-with-parent=true}; default off. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("crossdock.exit-with-parent")
class ParentWatchConfiguration {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Bean(initMethod = "start")
    ParentWatch parentWatch() {
        return new ParentWatch(System.in, ParentWatchConfiguration::exit);
    }

    /** Gracefully, but not for ever: nobody is left who would kill a process that hangs in its shutdown. */
    private static void exit() {
        Thread.ofPlatform().daemon().name("last-resort").start(() -> {
            try {
                Thread.sleep(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(1);
        });
        System.exit(0);
    }
}
