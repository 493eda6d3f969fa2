package io.crossdock.experience.console;

import io.crossdock.platform.effects.Effects;
import io.crossdock.process.story.FeedState;
import io.crossdock.process.story.SystemState;
import io.crossdock.process.story.Systems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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

    @GetMapping("/console/systems/{target}/{switch:pause|resume}")
    ModelAndView ask(HttpServletRequest request, @PathVariable String target, @PathVariable("switch") String action) {
        SystemState state = systems.all().stream().filter(each -> each.lane().target().equals(target)).findFirst()
                .orElseThrow(() -> new NotHere("There is no system " + target + "."));
        return frames.page("pause", frames.frame(request, action.equals("pause") ? "Pause" : "Resume", "systems"),
                Map.of("state", state, "pausing", action.equals("pause")));
    }

    @PostMapping("/console/systems/{target}/{switch:pause|resume}")
    String act(HttpServletRequest request, RedirectAttributes redirect, @PathVariable String target,
            @PathVariable("switch") String action) {
        boolean pausing = action.equals("pause");
        boolean done = pausing ? effects.pause(target, "user:" + request.getRemoteUser()) : effects.resume(target);
        redirect.addFlashAttribute(Frames.SAID, !done ? "There is no system " + target + "."
                : pausing ? "Paused: no new call to " + target + " is made until it is resumed."
                : "Resumed: what waits for " + target + " is on its way.");
        return "redirect:/console/systems";
    }
}
