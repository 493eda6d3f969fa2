package io.crossdock.platform.gateway;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers a request with a problem where no controller is at hand: in filters. Thread-safe. */
@Component
public final class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Writes status, headers and body. Does nothing when the answer is already on its way. */
    public void write(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = json.writeValueAsBytes(problem.body(Problems.correlation()));
        response.setStatus(problem.type().status());
        problem.retryAfter().ifPresent(wait ->
                response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfterSeconds())));
        response.setContentType(Problems.PROBLEM_JSON.toString());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
