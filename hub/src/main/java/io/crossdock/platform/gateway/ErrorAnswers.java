package io.crossdock.platform.gateway;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The last resort of the servlet container: errors that no controller and no filter has answered. */
@Controller
final class ErrorAnswers implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

    @RequestMapping("/error")
    @ResponseBody
    ResponseEntity<?> answer(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable cause) {
            if (cause instanceof ProblemException refusal) {
                return ProblemAdvice.answer(request, refusal.problem(), HttpHeaders.EMPTY);
            }
            log.error("A request failed outside of any controller", cause);
        }
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = code instanceof Integer known ? known : 404;
        return ProblemAdvice.answer(request, ProblemAdvice.ofStatus(status), HttpHeaders.EMPTY);
    }
}
