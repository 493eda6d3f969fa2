package io.crossdock.platform.gateway;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The kinds of problem every part of the hub shares, and how any problem is answered. */
public final class Problems {

    public static final ProblemType MALFORMED_JSON = new ProblemType("malformed-json", 400,
            "The body is not valid JSON", "Send one JSON document in UTF-8, without duplicate names.");
    public static final ProblemType INVALID_BODY = new ProblemType("invalid-body", 400,
            "The body does not have the expected shape", "Mend every fault listed; each names its place.");
    public static final ProblemType INVALID_PARAMETER = new ProblemType("invalid-parameter", 400,
            "A parameter of the request is missing or wrong",
            "Mend every fault listed; each names its parameter.");
    public static final ProblemType BAD_REQUEST = new ProblemType("bad-request", 400,
            "The request cannot be understood", "Compare the request with the description at /v3/api-docs.");
    public static final ProblemType IDEMPOTENCY_KEY_REQUIRED = new ProblemType(
            "idempotency-key-required", 400,
            "A usable Idempotency-Key is missing",
            "Send a header Idempotency-Key of 1 to 128 visible ASCII characters, new for every new order.");
    public static final ProblemType TOKEN_MISSING = new ProblemType("token-missing", 401,
            "An access token is needed",
            "Get one at /oauth2/token and send it as: Authorization: Bearer <token>.");
    public static final ProblemType TOKEN_INVALID = new ProblemType("token-invalid", 401,
            "The access token is not accepted",
            "It is malformed, not ours, or expired. Get a new one at /oauth2/token.");
    public static final ProblemType LOGIN_REQUIRED = new ProblemType("login-required", 401,
            "Please log in first", "Open /console/login.");
    public static final ProblemType SIGNATURE_REJECTED = new ProblemType("signature-rejected", 401,
            "The signature of the call-back is not accepted",
            "Sign id, timestamp and the raw body with the agreed secret, and keep the clock right.");
    public static final ProblemType SCOPE_MISSING = new ProblemType("scope-missing", 403,
            "The access token does not cover this",
            "Ask for a token with the scope named, if you were given it.");
    public static final ProblemType ACCOUNT_NOT_YOURS = new ProblemType("account-not-yours", 403,
            "This account is not yours to act for", "Use one of the accounts that were given to you.");
    public static final ProblemType FORBIDDEN = new ProblemType("forbidden", 403,
            "You may not do this", "Ask the operator of the hub for the right to do it.");
    public static final ProblemType NOT_FOUND = new ProblemType("not-found", 404,
            "There is nothing here", "Check the address; what belongs to others is not shown either.");
    public static final ProblemType METHOD_NOT_ALLOWED = new ProblemType("method-not-allowed", 405,
            "This address does not support the method", "Use one of the methods in the header Allow.");
    public static final ProblemType NOT_ACCEPTABLE = new ProblemType("not-acceptable", 406,
            "No representation fits the header Accept", "Accept application/json.");
    public static final ProblemType BODY_TOO_LARGE = new ProblemType("body-too-large", 413,
            "The body is too large", "Split it into smaller requests.");
    public static final ProblemType MEDIA_TYPE = new ProblemType("media-type", 415,
            "The body has an unsupported media type", "Send it with one of the types in the header Accept.");
    public static final ProblemType TOO_MANY_REQUESTS = new ProblemType("too-many-requests", 429,
            "Too many requests",
            "Wait for the time in Retry-After; the headers RateLimit tell what is left.");
    public static final ProblemType INTERNAL = new ProblemType("internal", 500,
            "The hub failed to serve the request",
            "Nothing answered before is lost. Try again, and give the correlation when you report it.");
    public static final ProblemType OVERLOADED = new ProblemType("overloaded", 503,
            "The hub is busy", "Try again after the time in Retry-After.");

    static final MediaType PROBLEM_JSON = MediaType.APPLICATION_PROBLEM_JSON;

    private static final List<ProblemType> ALL = List.of(MALFORMED_JSON, INVALID_BODY, INVALID_PARAMETER,
            BAD_REQUEST, IDEMPOTENCY_KEY_REQUIRED, TOKEN_MISSING, TOKEN_INVALID, LOGIN_REQUIRED,
            SIGNATURE_REJECTED,
            SCOPE_MISSING, ACCOUNT_NOT_YOURS, FORBIDDEN, NOT_FOUND, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE,
            BODY_TOO_LARGE, MEDIA_TYPE, TOO_MANY_REQUESTS, INTERNAL, OVERLOADED);

    private Problems() {
    }

    static List<ProblemType> shared() {
        return ALL;
    }

    /** The problem as an answer, with the current correlation in it. */
    public static ResponseEntity<Map<String, Object>> response(Problem problem) {
        return response(problem, HttpHeaders.EMPTY);
    }

    static ResponseEntity<Map<String, Object>> response(Problem problem, HttpHeaders more) {
        var answer = ResponseEntity.status(problem.type().status()).headers(more).contentType(PROBLEM_JSON);
        if (problem.retryAfter().isPresent()) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfterSeconds()));
        }
        return answer.body(problem.body(correlation()));
    }

    static String correlation() {
        return Correlation.current().map(Correlation::id).orElse("none");
    }
}
