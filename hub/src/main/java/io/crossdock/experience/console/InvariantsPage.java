package io.crossdock.experience.console;

import io.crossdock.process.oversight.Breach;
import io.crossdock.process.oversight.Oversight;
import io.crossdock.process.oversight.Proof;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Does it add up right now? */
@Controller
class InvariantsPage {

    private static final String HERE = "/console/invariants";

    private final Frames frames;
    private final Oversight oversight;

    InvariantsPage(Frames frames, Oversight oversight) {
        this.frames = frames;
        this.oversight = oversight;
    }

    record View(List<Proof> proofs, List<Breach> breaches) {

        public long holding() {
            return proofs.stream().filter(proof -> proof.state() == Proof.State.HOLDS).count();
        }

        public boolean everythingHolds() {
            return holding() == proofs.size();
        }
    }

    @GetMapping(HERE)
    ModelAndView show(HttpServletRequest request) {
        return frames.page("invariants", frames.frame(request, "Invariants", "invariants"),
                Map.of("view", new View(oversight.proofs(), oversight.breaches())));
    }

    @PostMapping(HERE)
    String prove(RedirectAttributes redirect) {
        oversight.askAll();
        redirect.addFlashAttribute(Frames.SAID, "Everything is being proved again; the list follows within seconds.");
        return "redirect:" + HERE;
    }
}
