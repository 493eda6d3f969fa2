package io.crossdock.platform.gateway.entry;

import io.crossdock.platform.gateway.Correlation;
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

    private final Clock clock;

    CorrelationFilter(Clock clock) {
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
        var correlation = Correlation.pickUp(Optional.ofNullable(request.getHeader(Correlation.HEADER)),
                Optional.ofNullable(request.getHeader("traceparent")), clock.instant());
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
