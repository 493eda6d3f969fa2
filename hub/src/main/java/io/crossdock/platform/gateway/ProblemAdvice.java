package io.crossdock.platform.gateway;

import io.crossdock.canonical.Fault;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Turns whatever a controller throws into a problem. What is not foreseen is logged and answered without
 * detail.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final Duration SOON = Duration.ofSeconds(2);

    @ExceptionHandler
    ResponseEntity<?> refused(ProblemException refusal, HttpServletRequest request) {
        return answer(request, refusal.problem());
    }

    @ExceptionHandler
    ResponseEntity<?> wrongMethod(HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders();
        Optional.ofNullable(e.getSupportedHttpMethods()).filter(methods -> !methods.isEmpty())
                .ifPresent(headers::setAllow);
        String allowed = headers.getAllow().stream().map(HttpMethod::name).sorted().toList().toString();
        return answer(request, Problems.METHOD_NOT_ALLOWED.problem("Supported here: " + allowed + "."),
                headers);
    }

    @ExceptionHandler
    ResponseEntity<?> wrongMediaType(HttpMediaTypeNotSupportedException e, HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders();
        headers.setAccept(e.getSupportedMediaTypes());
        String got = e.getContentType() == null ? "none was given" : "got " + e.getContentType();
        return answer(request, Problems.MEDIA_TYPE
                .problem("Supported here: " + e.getSupportedMediaTypes() + "; " + got + "."), headers);
    }

    @ExceptionHandler
    ResponseEntity<?> notAcceptable(HttpMediaTypeNotAcceptableException e, HttpServletRequest request) {
        return answer(request,
                Problems.NOT_ACCEPTABLE.problem("Available: " + e.getSupportedMediaTypes() + "."));
    }

    @ExceptionHandler
    ResponseEntity<?> missingParameter(MissingServletRequestParameterException e,
            HttpServletRequest request) {
        String name = e.getParameterName();
        return parameter(request, name, "required", "The parameter " + name + " is required.");
    }

    @ExceptionHandler
    ResponseEntity<?> wrongParameter(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        String name = e.getName();
        return parameter(request, name, "bad-value", "The parameter " + name
                + " does not have a usable value.");
    }

    @ExceptionHandler
    ResponseEntity<?> unreadable(HttpMessageNotReadableException e, HttpServletRequest request) {
        log.debug("Unreadable body", e);
        return answer(request, Problems.BAD_REQUEST.problem("The body is missing or cannot be read."));
    }

    /** The database is busy, away or coming back: the caller may well succeed in a moment. */
    @ExceptionHandler({DataAccessResourceFailureException.class, TransientDataAccessException.class,
            QueryTimeoutException.class, CannotCreateTransactionException.class})
    ResponseEntity<?> storeAway(Exception e, HttpServletRequest request) {
        log.warn("The database did not answer in time: {}", e.toString());
        return answer(request, Problems.OVERLOADED
                .problem("The hub cannot reach its store right now; nothing was recorded.").retryAfter(SOON));
    }

    /** The caller is gone; there is nobody to answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        log.debug("The caller went away", e);
    }

    @ExceptionHandler
    ResponseEntity<?> anythingElse(Exception e, HttpServletRequest request) throws Exception {
        if (e instanceof AccessDeniedException || e instanceof AuthenticationException) {
            throw e; // belongs to the security chain, which knows how this caller is to be answered
        }
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return answer(request, ofStatus(known.getStatusCode().value()), known.getHeaders());
        }
        log.error("A request failed", e);
        return answer(request, Problems.INTERNAL.problem());
    }

    static Problem ofStatus(int status) {
        return Problems.shared().stream()
                .filter(type -> type.status() == status && type != Problems.MALFORMED_JSON
                        && type != Problems.INVALID_BODY && type != Problems.INVALID_PARAMETER
                        && type != Problems.SCOPE_MISSING && type != Problems.ACCOUNT_NOT_YOURS)
                .findFirst()
                .orElse(status < 500 ? Problems.BAD_REQUEST : Problems.INTERNAL)
                .problem();
    }

    private static ResponseEntity<?> parameter(
            HttpServletRequest request, String name, String code, String message) {
        return answer(request, Problems.INVALID_PARAMETER.problem(message)
                .with(List.of(new Fault("?" + name, code, message))));
    }

    /** A page for whoever uses a browser, JSON for everybody else. */
    private static ResponseEntity<?> answer(HttpServletRequest request, Problem problem) {
        return answer(request, problem, HttpHeaders.EMPTY);
    }

    static ResponseEntity<?> answer(HttpServletRequest request, Problem problem, HttpHeaders more) {
        return ProblemWriter.wantsPage(request)
                ? ResponseEntity.status(problem.type().status()).contentType(MediaType.TEXT_HTML)
                        .body(ProblemWriter.page(problem))
                : Problems.response(problem, more);
    }
}
