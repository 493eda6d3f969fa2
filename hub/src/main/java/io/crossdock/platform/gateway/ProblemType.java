package io.crossdock.platform.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A kind of problem, stable for as long as the hub lives (RFC 9457 §3.1.1).
 *
 * @param code lower-case words joined by hyphens; the last part of the type's URI
 * @param status the HTTP status it is answered with, 400..599
 * @param title what went wrong, in one short sentence that never changes from case to case
 * @param remedy what the caller can do about it, for the page behind the type's URI
 */
public record ProblemType(String code, int status, String title, String remedy) {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    public ProblemType {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("not a problem code: " + code);
        }
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not an error status: " + status);
        }
    }

    /** The type's URI, relative to the hub: {@code /problems/<code>}; a page answers there. */
    public String uri() {
        return "/problems/" + code;
    }

    /** A problem of this kind without anything particular to say about the case. */
    public Problem problem() {
        return new Problem(this, remedy, List.of(), Map.of(), Optional.empty());
    }

    /** A problem of this kind; {@code detail} is a sentence about this case, for the person who reads it. */
    public Problem problem(String detail) {
        return problem().because(detail);
    }
}
