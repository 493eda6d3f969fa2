package io.crossdock.experience.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.zip.CRC32;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves what the pages load; browsers may keep it, because a change changes the address. */
@Configuration(proxyBeanMethods = false)
class AssetFiles implements WebMvcConfigurer {

    private static final String FOLDER = "console/assets/";
    private static final String HTMX = "META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/console/assets/**").addResourceLocations("classpath:/" + FOLDER)
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }

    @Bean
    Assets consoleAssets() {
        return new Assets("/console/assets/console.css?v=" + version(FOLDER + "console.css"),
                "/console/assets/console.js?v=" + version(FOLDER + "console.js"),
                "/webjars/htmx.org/dist/htmx.min.js?v=" + version(HTMX));
    }

    private static String version(String file) {
        try (InputStream content = new ClassPathResource(file).getInputStream()) {
            CRC32 sum = new CRC32();
            sum.update(content.readAllBytes());
            return Long.toHexString(sum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException("the console has no " + file, e);
        }
    }
}
