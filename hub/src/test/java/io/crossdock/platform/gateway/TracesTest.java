package io.crossdock.platform.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TracesTest extends GatewayTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void aCallersCorrelationIsKeptAndATraceIsPickedUpAndElseOneIsMade() {
        String token = token("portal-demo", EVERYTHING);
        Answer own = send(as(token, "/portal/v1/probe").header("X-Correlation-Id", "order-77")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));
        assertThat(own.header("X-Correlation-Id")).isEqualTo("order-77");
        assertThat(own.json().path("correlation").asString()).isEqualTo("order-77");

        Answer traced = send(as(token, "/portal/v1/probe")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));
        assertThat(traced.header("X-Correlation-Id")).isEqualTo(TRACE);

        for (String bad : new String[] {"a b", "<script>", "x".repeat(129)}) {
            Answer made = send(as(token, "/portal/v1/probe").header("X-Correlation-Id", bad));
            assertThat(made.header("X-Correlation-Id")).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-.*");
        }
    }

    @Test
    void healthIsOpenAndFiguresAreForThisMachineOnly() {
        Answer health = send(request("/actuator/health/readiness"));
        assertThat(health.text()).isEqualTo("{\"status\":\"UP\"}");
        Answer figures = send(request("/actuator/prometheus"));
        assertThat(figures.status()).isEqualTo(200);
        assertThat(figures.text()).contains("http_server_requests_seconds");
        send(request("/actuator/prometheus").header("X-Forwarded-For", "203.0.113.9"))
                .problem(401, "token-missing");
        send(as(token("portal-demo", EVERYTHING), "/actuator/metrics")
                .header("X-Forwarded-For", "203.0.113.9"))
                .problem(403, "forbidden");
        send(request("/actuator/awaited").header("X-Forwarded-For", "203.0.113.9")).problem(401, "token-missing");
        send(request("/actuator/env")).problem(404, "not-found");
    }

    @Test
    void theDescriptionOfTheApiNamesTheWayToATokenAndTheShapeOfAProblem() {
        Answer api = send(request("/v3/api-docs"));
        assertThat(api.status()).as(api.text()).isEqualTo(200);
        assertThat(api.json().at("/components/securitySchemes/oauth2/flows/clientCredentials/tokenUrl")
                .asString())
                .isEqualTo("/oauth2/token");
        assertThat(api.json().at("/components/schemas/Problem/properties/faults").isMissingNode())
                .as(api.text())
                .isFalse();
        var probe = api.json().path("paths").path("/portal/v1/probe").path("get");
        assertThat(probe.path("security").toString()).contains("oauth2");
        assertThat(probe.path("parameters").isMissingNode()).isTrue();
        assertThat(probe.path("responses").propertyNames()).contains("200", "401", "403", "429", "default");
        assertThat(api.json().path("paths").propertyNames()).doesNotContain("/error", "/problems/{code}");
    }
}
