package io.crossdock.platform.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Opens spans below a context that was kept in a ledger ({@code traceparent}, W3C Trace Context §3.2). Without a tracer
 * the kept context goes on as it is. Thread-safe.
 */
@Component
public class Traces {

    /** Where callers of other systems find the context to send on, in the diagnostic context. */
    public static final String KEY = "traceparent";

    private final ObjectProvider<Tracer> tracer;
    private final ObjectProvider<Propagator> propagator;

    Traces(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** Tags the span that this thread is in, and returns its context; empty when it is in none. */
    public Optional<String> mark(String tag, String value) {
        return Optional.ofNullable(tracer.getIfAvailable()).map(Tracer::currentSpan)
                .map(span -> span.tag(tag, value)).map(Span::context).flatMap(Traces::told);
    }

    private static Optional<String> told(TraceContext context) {
        boolean valid = context.traceId().chars().anyMatch(digit -> digit != '0');
        return !valid ? Optional.empty() : Optional.of("00-" + context.traceId() + "-" + context.spanId()
                + (Boolean.TRUE.equals(context.sampled()) ? "-01" : "-00"));
    }

    /**
     * Opens a span of a call to another system, until the scope is closed on the same thread.
     *
     * @param parent the kept context; without one nothing is traced
     */
    public Scope call(String name, Optional<String> parent, Map<String, String> tags) {
        Optional<Span> span = parent.flatMap(context -> span(name, context, tags));
        Optional<Tracer.SpanInScope> inScope = span.map(each -> tracer.getObject().withSpan(each));
        span.map(Span::context).flatMap(Traces::told).or(() -> parent).ifPresent(context -> MDC.put(KEY, context));
        return () -> {
            MDC.remove(KEY);
            inScope.ifPresent(Tracer.SpanInScope::close);
            span.ifPresent(Span::end);
        };
    }

    private Optional<Span> span(String name, String parent, Map<String, String> tags) {
        return Optional.ofNullable(propagator.getIfAvailable()).map(from -> {
            Span.Builder builder = from.extract(parent, (carrier, header) -> header.equals(KEY) ? carrier : "")
                    .name(name).kind(Span.Kind.CLIENT);
            tags.forEach(builder::tag);
            return builder.start();
        });
    }

    /** Ends what {@link #call} began. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {

        @Override
        void close();
    }
}
