package io.crossdock.platform.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a request with a problem where no controller is at hand: in filters. A browser gets a small page,
 * everybody else JSON. Thread-safe.
 */
@Component
public final class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Writes status, headers and body. Does nothing when the answer is already on its way. */
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        boolean page = wantsPage(request);
        byte[] body = page
                ? page(problem).getBytes(StandardCharsets.UTF_8)
                : json.writeValueAsBytes(problem.body(Problems.correlation()));
        response.setStatus(problem.type().status());
        problem.retryAfter().ifPresent(wait ->
                response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfterSeconds())));
        response.setContentType(page ? "text/html;charset=UTF-8" : Problems.PROBLEM_JSON.toString());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Whether a person looks at the answer: only browsers ask for HTML by name. */
    static boolean wantsPage(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE)
                && request.getHeader("HX-Request") == null;
    }

    static String page(Problem problem) {
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$s</title></head>
                <body><h1>%1$s</h1><p>%2$s</p><p>Correlation <code>%3$s</code></p>
                <p><a href="/console">Back to the console</a></p></body>
                </html>
                """.formatted(HtmlUtils.htmlEscape(problem.type().title()), HtmlUtils.htmlEscape(problem.detail()),
                HtmlUtils.htmlEscape(Problems.correlation()));
    }
}
