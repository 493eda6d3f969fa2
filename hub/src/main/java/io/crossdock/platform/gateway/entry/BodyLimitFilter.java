package io.crossdock.platform.gateway.entry;

import io.crossdock.platform.gateway.Problem;
import io.crossdock.platform.gateway.ProblemWriter;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Policies.Limits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are too large: at once when their length is announced, else as soon as the limit is
 * passed. The limits are the landscape's. Never keeps a body itself.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

    private final Landscapes landscapes;
    private final ProblemWriter problems;

    BodyLimitFilter(Landscapes landscapes, ProblemWriter problems) {
        this.landscapes = landscapes;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        int limit = limit(request);
        long announced = request.getContentLengthLong();
        if (announced > limit) {
            problems.write(request, response, tooLarge(limit).because("The body has " + announced + " bytes; "
                    + limit + " are allowed here."));
        } else if (announced >= 0) {
            chain.doFilter(request, response);
        } else {
            chain.doFilter(new Limited(request, limit), response);
        }
    }

    private int limit(HttpServletRequest request) {
        Limits limits = landscapes.current().policies().limits();
        return Paths.isInterchange(request) ? limits.maxInterchangeBytes() : limits.maxBodyBytes();
    }

    private static Problem tooLarge(int limit) {
        return Problems.BODY_TOO_LARGE.problem("More than the " + limit + " bytes allowed here.");
    }

    /** A request whose length nobody knows yet. */
    private static final class Limited extends HttpServletRequestWrapper {

        private final int limit;

        private Limited(HttpServletRequest request, int limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream(), limit);
        }
    }

    private static final class Counted extends ServletInputStream {

        private final ServletInputStream source;
        private final int limit;
        private long read;

        private Counted(ServletInputStream source, int limit) {
            this.source = source;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int one = source.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some = source.read(into, offset, length);
            count(Math.max(0, some));
            return some;
        }

        private void count(int more) {
            read += more;
            if (read > limit) {
                throw tooLarge(limit).exception();
            }
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }
    }
}
