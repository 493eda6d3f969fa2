package io.crossdock.experience.console;

import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** What needs a person, worst first. */
@Controller
class ExceptionsPage {

    private final Frames frames;
    private final Exceptions exceptions;

    ExceptionsPage(Frames frames, Exceptions exceptions) {
        this.frames = frames;
        this.exceptions = exceptions;
    }

    /** Business refusals stand apart from system faults. */
    record View(List<Exceptions.Group> business, List<Exceptions.Group> system, int count,
            Optional<OpenException.Stake> atRisk) {
    }

    @GetMapping("/console/exceptions")
    ModelAndView show(HttpServletRequest request) {
        List<Exceptions.Group> groups = exceptions.groups();
        List<OpenException> all = groups.stream().flatMap(group -> group.members().stream()).toList();
        View view = new View(of(groups, OpenException.Family.BUSINESS), of(groups, OpenException.Family.SYSTEM),
                all.size(), Exceptions.sum(all));
        return frames.page("exceptions", frames.frame(request, "Exceptions", "exceptions"), Map.of("view", view));
    }

    private static List<Exceptions.Group> of(List<Exceptions.Group> groups, OpenException.Family family) {
        return groups.stream().filter(group -> group.family() == family).toList();
    }
}
