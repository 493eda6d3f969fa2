package io.crossdock.platform.gateway.entry;

import io.crossdock.platform.gateway.Correlation;
import io.crossdock.platform.tracing.Traces;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request its correlation, and every answer the header that tells it. */
final class CorrelationFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = Correlation.class.getName();

    private final Traces traces;
    private final Clock clock;

    CorrelationFilter(Traces traces, Clock clock) {
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        Correlation correlation = correlation(request);
        response.setHeader(Correlation.HEADER, correlation.id());
        try (var ignored = correlation.open()) {
            chain.doFilter(request, response);
        }
    }

    private Correlation correlation(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Correlation earlier) {
            return earlier;
        }
        var sent = Correlation.pickUp(Optional.ofNullable(request.getHeader(Correlation.HEADER)),
                Optional.ofNullable(request.getHeader(Traces.KEY)), clock.instant());
        // The span of this request, when there is one, stands between the caller's and whatever the request causes.
        var correlation = new Correlation(sent.id(), traces.mark("crossdock.correlation", sent.id())
                .or(sent::traceparent));
        request.setAttribute(ATTRIBUTE, correlation);
        return correlation;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
