package io.crossdock.experience.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The way in. */
@Controller
class LoginPage {

    private final Frames frames;

    LoginPage(Frames frames) {
        this.frames = frames;
    }

    @GetMapping("/console/login")
    ModelAndView show(HttpServletRequest request) {
        Optional<String> message = request.getParameter("error") != null
                ? Optional.of("That name and password do not belong together.")
                : request.getParameter("logout") != null ? Optional.of("You are logged out.") : Optional.empty();
        return frames.page("login", frames.frame(request, "Log in", "login"), Map.of("message", message,
                "failed", request.getParameter("error") != null));
    }
}
