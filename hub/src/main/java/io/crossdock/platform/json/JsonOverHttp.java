package io.crossdock.platform.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Answers over HTTP look like the ledgers, but leave out what is empty. */
@Configuration(proxyBeanMethods = false)
class JsonOverHttp {

    @Bean
    JsonMapperBuilderCustomizer exactJson() {
        return builder -> builder.addModule(new CanonicalNouns()).addModule(Json.exactDecimals())
                .changeDefaultPropertyInclusion(each -> each.withValueInclusion(JsonInclude.Include.NON_ABSENT));
    }
}
