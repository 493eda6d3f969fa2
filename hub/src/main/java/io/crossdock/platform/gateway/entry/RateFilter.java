package io.crossdock.platform.gateway.entry;

import io.crossdock.platform.gateway.ProblemWriter;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.landscape.Consumer.Rate;
import io.crossdock.platform.landscape.Landscapes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps every consumer within its rate, and tells it what is left (IETF draft "RateLimit header fields for
 * HTTP", version 10: {@code RateLimit} and {@code RateLimit-Policy}).
 */
final class RateFilter extends OncePerRequestFilter {

    private final TokenBuckets buckets;
    private final Landscapes landscapes;
    private final ProblemWriter problems;

    RateFilter(TokenBuckets buckets, Landscapes landscapes, ProblemWriter problems) {
        this.buckets = buckets;
        this.landscapes = landscapes;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        if (!(SecurityContextHolder.getContext()
                .getAuthentication() instanceof CallerAuthentication authentication)) {
            chain.doFilter(request, response);
            return;
        }
        String consumer = authentication.caller().consumer();
        Rate rate = landscapes.current().consumer(consumer).map(each -> each.rate()).orElse(Rate.DEFAULT);
        response.setHeader("RateLimit-Policy", "\"consumer\";q=" + rate.burst() + ";w=" + window(rate));
        switch (buckets.take(consumer, rate)) {
            case TokenBuckets.Answer.Passed(long left, Duration full) -> {
                response.setHeader("RateLimit", "\"consumer\";r=" + left + ";t=" + wholeSeconds(full));
                chain.doFilter(request, response);
            }
            case TokenBuckets.Answer.Refused(Duration wait) -> {
                response.setHeader("RateLimit", "\"consumer\";r=0;t=" + wholeSeconds(wait));
                problems.write(request, response, Problems.TOO_MANY_REQUESTS.problem("Agreed are "
                        + rate.perSecond().toPlainString() + " requests a second, " + rate.burst()
                                + " at once.")
                        .retryAfter(wait));
            }
        }
    }

    private static long window(Rate rate) {
        return (long) Math.max(1, Math.ceil(rate.burst() / rate.perSecond().doubleValue()));
    }

    private static long wholeSeconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
