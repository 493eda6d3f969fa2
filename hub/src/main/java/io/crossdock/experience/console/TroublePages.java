package io.crossdock.experience.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Pages for what is not there and for what went wrong. */
@ControllerAdvice(basePackageClasses = TroublePages.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class TroublePages {

    private static final Logger LOG = LoggerFactory.getLogger(TroublePages.class);

    private final Frames frames;

    TroublePages(Frames frames) {
        this.frames = frames;
    }

    @ExceptionHandler
    ModelAndView notHere(NotHere notHere, HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        return page(request, "Not found", String.valueOf(notHere.getMessage()));
    }

    @ExceptionHandler
    ModelAndView mistyped(MethodArgumentTypeMismatchException mistyped, HttpServletRequest request,
            HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        return page(request, "Not found", "That address leads nowhere.");
    }

    /** The store is away: the frame itself needs it, so the answer is plain. */
    @ExceptionHandler
    void storeAway(DataAccessException away, HttpServletResponse response) throws java.io.IOException {
        LOG.warn("a page could not be read: {}", away.toString());
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "2");
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write("The hub cannot reach its store right now. Orders are not lost. Reload in a moment.");
    }

    private ModelAndView page(HttpServletRequest request, String title, String sentence) {
        return frames.page("trouble", frames.frame(request, title, "none"), Map.of("sentence", sentence));
    }
}
