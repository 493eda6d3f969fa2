package io.crossdock.experience.console;

import io.crossdock.platform.effects.CheckedForecast;
import io.crossdock.platform.effects.Effects;
import io.crossdock.process.story.FeedState;
import io.crossdock.process.story.SystemState;
import io.crossdock.process.story.Systems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How is each system, and what waits for it? */
@Controller
class SystemsPage {

    private static final int FORECASTS = 20;

    private final Frames frames;
    private final Systems systems;
    private final Effects effects;

    SystemsPage(Frames frames, Systems systems, Effects effects) {
        this.frames = frames;
        this.systems = systems;
        this.effects = effects;
    }

    record View(List<SystemState> systems, List<Systems.Copy> copies, List<FeedState> feeds) {
    }

    @GetMapping("/console/systems")
    ModelAndView show(HttpServletRequest request) {
        return frames.page("systems", frames.frame(request, "Systems", "systems"),
                Map.of("view", new View(systems.all(), systems.copies(), systems.feeds())));
    }

    /** @param forecasts the newest first */
    record One(SystemState state, List<CheckedForecast> forecasts) {
    }

    @GetMapping("/console/systems/{target}")
    ModelAndView one(HttpServletRequest request, @PathVariable String target) {
        SystemState state = state(target);
        return frames.page("system", frames.frame(request, state.name(), "systems"),
                Map.of("view", new One(state, systems.forecasts(target, FORECASTS))));
    }

    private SystemState state(String target) {
        return systems.one(target).orElseThrow(() -> new NotHere("There is no system " + target + "."));
    }

    /** What may be done with a system. */
    enum Switch {
        PAUSE("Pause"), DRAIN("Drain"), RESUME("Resume");

        private final String label;

        Switch(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        String path() {
            return label.toLowerCase(Locale.ROOT);
        }

        static Switch of(String path) {
            return valueOf(path.toUpperCase(Locale.ROOT));
        }
    }

    @GetMapping("/console/systems/{target}/{switch:pause|drain|resume}")
    ModelAndView ask(HttpServletRequest request, @PathVariable String target, @PathVariable("switch") String action) {
        Switch wanted = Switch.of(action);
        return frames.page("pause", frames.frame(request, wanted.label(), "systems"),
                Map.of("state", state(target), "action", wanted));
    }

    @PostMapping("/console/systems/{target}/{switch:pause|drain|resume}")
    String act(HttpServletRequest request, RedirectAttributes redirect, @PathVariable String target,
            @PathVariable("switch") String action) {
        String who = "user:" + request.getRemoteUser();
        Switch wanted = Switch.of(action);
        boolean done = switch (wanted) {
            case PAUSE -> effects.pause(target, who);
            case DRAIN -> effects.drain(target, who);
            case RESUME -> effects.resume(target);
        };
        redirect.addFlashAttribute(Frames.SAID, !done ? "There is no system " + target + "." : switch (wanted) {
            case PAUSE -> "Paused: no new call to " + target + " is made until it is resumed.";
            case DRAIN -> "Being drained: nothing new is sent to " + target + "; this page says when nothing is under way.";
            case RESUME -> "Resumed: what waits for " + target + " is on its way.";
        });
        return "redirect:/console/systems";
    }
}
