package io.crossdock.experience.console;

import io.crossdock.process.practice.DrillReport;
import io.crossdock.process.practice.Practice;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What have we practised, and how did it go? */
@Controller
class DrillsPage {

    private static final String HERE = "/console/drills";
    private static final int PAGE = 50;

    private final Frames frames;
    private final Practice practice;

    DrillsPage(Frames frames, Practice practice) {
        this.frames = frames;
        this.practice = practice;
    }

    /** @param next the last one of this page, when there may be more */
    record View(List<DrillReport> reports, boolean first, Optional<UUID> next) {

        public long passed() {
            return reports.stream().filter(DrillReport::passed).count();
        }
    }

    @GetMapping(HERE)
    ModelAndView list(HttpServletRequest request, @RequestParam(name = "after", required = false) Optional<UUID> after) {
        List<DrillReport> reports = practice.reports(Optional.empty(), after, PAGE);
        return frames.page("drills", frames.frame(request, "Drills", "drills"), Map.of("view", new View(reports,
                after.isEmpty(), reports.size() < PAGE ? Optional.empty() : Optional.of(reports.getLast().id()))));
    }

    @GetMapping(HERE + "/{id}")
    ModelAndView show(HttpServletRequest request, @PathVariable UUID id) {
        DrillReport report = practice.report(id).orElseThrow(() -> new NotHere("No drill with this number is kept."));
        return frames.page("drill", frames.frame(request, "Drill " + report.drill(), "drills"), Map.of("report", report));
    }
}
