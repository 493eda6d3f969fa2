package io.crossdock.experience.console;

import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.process.story.ExceptionFilter;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import io.crossdock.process.story.SystemState;
import io.crossdock.process.story.Systems;
import io.crossdock.process.story.Today;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Is the business flowing? */
@Controller
class TodayPage {

    private final Frames frames;
    private final Today today;
    private final Exceptions exceptions;
    private final Systems systems;
    private final Pulse pulse;

    /**
     * What the page shows.
     *
     * @param worst the causes with most at stake
     */
    record View(Today.Figures figures, List<HourBar> bars, List<SystemState> systems, int troubled,
            Optional<OpenException.Stake> atRisk, List<Exceptions.Group> worst, Optional<AcceptanceTime.Figures> answer,
            String currency) {
    }

    /** One hour in the chart, in pixels. */
    record HourBar(int x, int y, int width, int height, String hour, int orders, String title) {
    }

    TodayPage(Frames frames, Today today, Exceptions exceptions, Systems systems, Pulse pulse) {
        this.frames = frames;
        this.today = today;
        this.exceptions = exceptions;
        this.systems = systems;
        this.pulse = pulse;
    }

    /** How fast we answer, and in which currency we count. */
    @org.springframework.stereotype.Component
    record Pulse(AcceptanceTime acceptance, Landscapes landscapes) {
    }

    @GetMapping({"/console", "/console/"})
    ModelAndView show(HttpServletRequest request) {
        Today.Figures figures = today.figures();
        List<Exceptions.Group> groups = exceptions.groups(frames.open(request), ExceptionFilter.ALL);
        List<OpenException> open = groups.stream().flatMap(group -> group.members().stream()).toList();
        String currency = pulse.landscapes().current().currency().getCurrencyCode();
        View view = new View(figures, HourBars.of(figures.hours(), currency), systems.all(), open.size(),
                Exceptions.sum(open), groups.stream().limit(5).toList(), pulse.acceptance().figures(), currency);
        return frames.page("today", frames.frame(request, "Today", "today"), Map.of("today", view));
    }
}
