package io.crossdock.platform.landscape;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code crossdock.landscape} and {@code crossdock.secrets} name the folders. */
@Configuration(proxyBeanMethods = false)
class LandscapeConfiguration {

    @Bean
    Secrets secrets(@Value("${crossdock.secrets:secrets}") Path folder) {
        return new Secrets(folder, Variables.ofProcess()::value);
    }

    @Bean
    Landscapes landscapes(@Value("${crossdock.landscape:landscape}") Path folder, Secrets secrets,
            Clock clock) {
        return new Landscapes(new LandscapeFolder(folder, secrets, Variables.ofProcess()), clock);
    }

    @Bean
    LandscapeWatch landscapeWatch(Landscapes landscapes) {
        return new LandscapeWatch(landscapes);
    }
}
