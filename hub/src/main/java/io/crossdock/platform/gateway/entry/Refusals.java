package io.crossdock.platform.gateway.entry;

import io.crossdock.platform.gateway.Problem;
import io.crossdock.platform.gateway.ProblemWriter;
import io.crossdock.platform.gateway.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Component;

/** How the security chains say no. */
@Component
final class Refusals {

    private final ProblemWriter problems;

    Refusals(ProblemWriter problems) {
        this.problems = problems;
    }

    /** No token, or one that is not accepted (RFC 6750 §3). */
    void token(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof OAuth2AuthenticationException) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
                    "Bearer realm=\"crossdock\", error=\"invalid_token\"");
            problems.write(request, response, Problems.TOKEN_INVALID.problem());
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"crossdock\"");
            problems.write(request, response, Problems.TOKEN_MISSING.problem());
        }
    }

    void forbidden(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        problems.write(request, response, Problems.FORBIDDEN.problem());
    }

    /** What is not meant for the outside does not exist there. */
    void hidden(HttpServletRequest request, HttpServletResponse response, Exception e) throws IOException {
        problems.write(request, response, Problems.NOT_FOUND.problem());
    }

    /**
     * A script of a console page cannot follow a redirect to the login page sensibly; htmx is told to go
     * there.
     */
    void loginForScript(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        Problem problem = Problems.LOGIN_REQUIRED.problem();
        response.setHeader("HX-Redirect", ConsoleChain.LOGIN);
        problems.write(request, response, problem);
    }
}
