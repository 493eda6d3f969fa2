package io.crossdock.platform.gateway.entry;

import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.landscape.Landscapes;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of the API at {@code /v3/api-docs}: what all operations share. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String SCHEME = "oauth2";
    private static final List<String> BY_TOKEN = List.of("/portal/", "/edi/", "/api/", "/ops/");

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    @Bean
    OpenAPI openApi(Landscapes landscapes) {
        Scopes scopes = new Scopes();
        landscapes.current().consumers().values().stream().flatMap(consumer -> consumer.scopes().stream())
                .sorted().distinct().forEach(scope -> scopes.addString(scope, scope.replace(':', ' ')));
        return new OpenAPI()
                .info(new Info().title("Crossdock").version("1")
                        .description("Orders, availability, prices and invoices of a distributor. Quantities "
                                + "and amounts are decimal strings. Every error is an RFC 9457 problem.")
                        .license(new License().name("Apache-2.0")
                                .url("https://www.apache.org/licenses/LICENSE-2.0")))
                .components(new Components()
                        .addSecuritySchemes(SCHEME, new SecurityScheme().type(SecurityScheme.Type.OAUTH2)
                                .flows(new OAuthFlows().clientCredentials(new OAuthFlow()
                                        .tokenUrl("/oauth2/token")
                                        .scopes(scopes))))
                        .addSchemas("Problem", problem())
                        .addSchemas("Fault", fault()));
    }

    @Bean
    OpenApiCustomizer sharedAnswers() {
        return api -> {
            if (api.getPaths() != null) {
                api.getPaths().forEach((path, item) -> item.readOperations()
                        .forEach(each -> share(path, each)));
            }
        };
    }

    private static void share(String path, Operation operation) {
        if (BY_TOKEN.stream().anyMatch(path::startsWith)) {
            operation.addSecurityItem(new SecurityRequirement().addList(SCHEME));
            answer(operation, "401", "The access token is missing or not accepted");
            answer(operation, "403", "The token does not cover this");
            answer(operation, "429", "Too many requests; see Retry-After");
        }
        answer(operation, "default", "Any other problem");
    }

    private static void answer(Operation operation, String status, String meaning) {
        if (operation.getResponses() != null && !operation.getResponses().containsKey(status)) {
            operation.getResponses().addApiResponse(status, new ApiResponse().description(meaning)
                    .content(new Content().addMediaType("application/problem+json",
                            new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")))));
        }
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .description("Why a request was not served (RFC 9457)")
                .addProperty("type", new StringSchema().format("uri-reference")
                        .description("stable; a page answers there").example("/problems/invalid-body"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("faults", new ArraySchema()
                        .items(new Schema<>().$ref("#/components/schemas/Fault")))
                .addProperty("correlation", new StringSchema()
                        .description("give it when you report the problem"))
                .required(List.of("type", "title", "status", "detail", "correlation"));
    }

    private static Schema<?> fault() {
        return new ObjectSchema()
                .addProperty("pointer", new StringSchema()
                        .description("JSON pointer into the body (RFC 6901), "
                        + "?name for a parameter, empty for the whole").example("/lines/0/unit"))
                .addProperty("code", new StringSchema().example("unit-unknown"))
                .addProperty("message", new StringSchema())
                .required(List.of("pointer", "code", "message"));
    }
}
