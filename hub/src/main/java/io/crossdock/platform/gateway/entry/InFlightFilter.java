package io.crossdock.platform.gateway.entry;

import io.crossdock.platform.gateway.ProblemWriter;
import io.crossdock.platform.gateway.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Serves so many channel requests at once and asks all others to come back: waiting in a queue would only
 * make every caller late. People and probes are not counted, so that an overload can be looked at.
 */
final class InFlightFilter extends OncePerRequestFilter {

    private final Semaphore places;
    private final ProblemWriter problems;

    InFlightFilter(int most, ProblemWriter problems) {
        this.places = new Semaphore(most);
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Paths.isChannel(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        if (!places.tryAcquire()) {
            problems.write(request, response, Problems.OVERLOADED
                    .problem("The hub serves as many requests as it can.")
                            .retryAfter(GatewaySettings.COME_BACK));
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            places.release();
        }
    }
}
