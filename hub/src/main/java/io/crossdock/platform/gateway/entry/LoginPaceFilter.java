package io.crossdock.platform.gateway.entry;

import io.crossdock.platform.gateway.ProblemWriter;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.landscape.Consumer.Rate;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import org.springframework.web.filter.OncePerRequestFilter;

/** Makes guessing passwords slow: per address thirty attempts at once, then one a second. */
final class LoginPaceFilter extends OncePerRequestFilter {

    private static final Rate PACE = new Rate(BigDecimal.ONE, 30);

    private final TokenBuckets attempts;
    private final ProblemWriter problems;

    LoginPaceFilter(TokenBuckets attempts, ProblemWriter problems) {
        this.attempts = attempts;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod()) || !ConsoleChain.LOGIN.equals(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        switch (attempts.take(request.getRemoteAddr(), PACE)) {
            case TokenBuckets.Answer.Passed passed -> chain.doFilter(request, response);
            case TokenBuckets.Answer.Refused refused -> problems.write(request, response,
                    Problems.TOO_MANY_REQUESTS
                    .problem("Too many attempts to log in.").retryAfter(refused.pause()));
        }
    }
}
