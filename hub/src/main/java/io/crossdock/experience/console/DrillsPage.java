package io.crossdock.experience.console;

import io.crossdock.process.practice.DrillReport;
import io.crossdock.process.practice.Practice;
import io.crossdock.process.practice.ShadowDrill;
import io.crossdock.process.practice.ShadowDrills;
import io.crossdock.process.practice.ShadowDrills.Begun;
import io.crossdock.process.practice.ShadowProgress;
import io.crossdock.process.practice.ShadowRun;
import io.crossdock.process.practice.ShadowRun.Plan;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What have we practised, and how did it go? */
@Controller
class DrillsPage {

    private static final String HERE = "/console/drills";
    private static final int PAGE = 50;
    private static final int MINUTES_MOST = 60;
    private static final int SEEDS = 1_000_000;

    private final Frames frames;
    private final Practice practice;
    private final ShadowDrills shadows;

    DrillsPage(Frames frames, Practice practice, ShadowDrills shadows) {
        this.frames = frames;
        this.practice = practice;
        this.shadows = shadows;
    }

    /** A drill on a shadow lane, and how far it is. */
    record Running(ShadowRun run, ShadowProgress progress) {
    }

    /**
     * @param next    the last one of this page, when there may be more
     * @param systems on whose shadow lanes a drill could run
     */
    record View(List<DrillReport> reports, boolean first, Optional<UUID> next, List<Running> running,
            List<String> systems) {

        public long passed() {
            return reports.stream().filter(DrillReport::passed).count();
        }

        public List<ShadowDrill> drills() {
            return List.of(ShadowDrill.values());
        }
    }

    @GetMapping(HERE)
    ModelAndView list(HttpServletRequest request, @RequestParam(name = "after", required = false) Optional<UUID> after) {
        List<DrillReport> reports = practice.reports(Optional.empty(), after, PAGE);
        List<Running> running = shadows.running().stream().map(run -> new Running(run, shadows.progress(run))).toList();
        return frames.page("drills", frames.frame(request, "Drills", "drills"), Map.of("view", new View(reports,
                after.isEmpty(), reports.size() < PAGE ? Optional.empty() : Optional.of(reports.getLast().id()), running,
                shadows.possible())));
    }

    @PostMapping(HERE + "/shadow")
    String begin(HttpServletRequest request, RedirectAttributes redirect, @RequestParam("system") String system,
            @RequestParam("drill") String drill, @RequestParam("minutes") String minutes) {
        redirect.addFlashAttribute(Frames.SAID, ShadowDrill.named(drill)
                .flatMap(each -> minutes(minutes).map(Duration::ofMinutes).map(traffic -> new Plan(system, each,
                        new SecureRandom().nextInt(SEEDS), Plan.usualCalls(traffic), traffic)))
                .map(plan -> said(shadows.begin(plan, "user:" + request.getRemoteUser())))
                .orElse("A drill of the list, and 1 to " + MINUTES_MOST + " minutes: nothing was begun."));
        return "redirect:" + HERE;
    }

    private static Optional<Integer> minutes(String text) {
        return Optional.of(text.strip()).filter(each -> each.matches("[0-9]{1,2}")).map(Integer::valueOf)
                .filter(each -> each >= 1 && each <= MINUTES_MOST);
    }

    private static String said(Begun begun) {
        return switch (begun) {
            case Begun.Running(ShadowRun run) -> "The drill runs: a stand-in is called in the place of "
                    + run.plan().system() + ". Its report appears here.";
            case Begun.Busy(ShadowRun other) -> "Nothing was begun: " + other.plan().drill().word() + " runs there already.";
            case Begun.NoLane(List<String> lanes) -> "Nothing was begun: there is no such lane, but those of "
                    + String.join(", ", lanes) + ".";
        };
    }

    @PostMapping(HERE + "/shadow/{id}/stop")
    String stop(HttpServletRequest request, RedirectAttributes redirect, @PathVariable UUID id) {
        redirect.addFlashAttribute(Frames.SAID, shadows.stop(id, "user:" + request.getRemoteUser())
                .map(run -> "Stopped: what waited on the shadow lane of " + run.plan().system() + " was given up.")
                .orElse("It had ended already."));
        return "redirect:" + HERE;
    }

    @GetMapping(HERE + "/{id}")
    ModelAndView show(HttpServletRequest request, @PathVariable UUID id) {
        DrillReport report = practice.report(id).orElseThrow(() -> new NotHere("No drill with this number is kept."));
        return frames.page("drill", frames.frame(request, "Drill " + report.drill(), "drills"), Map.of("report", report));
    }
}
