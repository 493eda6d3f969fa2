package io.crossdock.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** A call belongs to the trace of the request that caused it, however long ago that was. */
class TracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final Map<String, String> TAGS = Map.of("crossdock.order", "SO-1");

    private final List<ReadableSpan> ended = new CopyOnWriteArrayList<>();

    private Traces traced() {
        var provider = SdkTracerProvider.builder().addSpanProcessor(new Ended()).build();
        var tracer = provider.get("test");
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("tracer", new OtelTracer(tracer, new OtelCurrentTraceContext(), event -> { }));
        beans.addBean("propagator", new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()),
                tracer));
        return new Traces(beans.getBeanProvider(Tracer.class), beans.getBeanProvider(
                Propagator.class));
    }

    private final class Ended implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
        }

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.add(span);
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }

    private static List<String> sentOn(Traces traces, Optional<String> parent) {
        List<String> seen = new ArrayList<>();
        try (Traces.Scope call = traces.call("order.post erp", parent, TAGS)) {
            Optional.ofNullable(MDC.get(Traces.KEY)).ifPresent(seen::add);
        }
        assertThat(MDC.get(Traces.KEY)).as("left behind").isNull();
        return seen;
    }

    @Test
    void aCallIsASpanBelowTheKeptContextAndSendsItsOwnOn() {
        List<String> sent = sentOn(traced(), Optional.of(PARENT));
        assertThat(ended).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("order.post erp");
            assertThat(span.getParentSpanContext().getSpanId()).isEqualTo("00f067aa0ba902b7");
            assertThat(span.getSpanContext().getTraceId()).isEqualTo(TRACE);
            assertThat(sent).containsExactly("00-" + TRACE + "-" + span.getSpanContext().getSpanId() + "-01");
        });
    }

    @Test
    void withoutATracerTheKeptContextGoesOn() {
        StaticListableBeanFactory none = new StaticListableBeanFactory();
        Traces traces = new Traces(none.getBeanProvider(Tracer.class),
                none.getBeanProvider(Propagator.class));
        assertThat(sentOn(traces, Optional.of(PARENT))).containsExactly(PARENT);
        assertThat(traces.mark("a", "b")).isEmpty();
    }

    @Test
    void whatNobodyTracesIsNotTraced() {
        assertThat(sentOn(traced(), Optional.empty())).isEmpty();
        assertThat(ended).isEmpty();
    }
}
