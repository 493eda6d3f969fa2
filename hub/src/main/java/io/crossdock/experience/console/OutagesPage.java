package io.crossdock.experience.console;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.process.regret.Outage;
import io.crossdock.process.regret.Regrets;
import io.crossdock.process.regret.Report;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** What did we decide while the ERP was away, and where were we wrong? */
@Controller
class OutagesPage {

    private final Frames frames;
    private final Regrets regrets;

    OutagesPage(Frames frames, Regrets regrets) {
        this.frames = frames;
        this.regrets = regrets;
    }

    record View(List<Outage> outages) {
    }

    @GetMapping("/console/outages")
    ModelAndView list(HttpServletRequest request) {
        return frames.page("outages", frames.frame(request, "Outages", "systems"),
                Map.of("view", new View(regrets.outages())));
    }

    @GetMapping("/console/outages/{id}")
    ModelAndView show(HttpServletRequest request, @PathVariable String id) {
        Report report = OrderNumber.parse(id).flatMap(regrets::report).orElseThrow(
                () -> new NotHere("No outage of the last 92 days begins with order " + id + "."));
        return frames.page("outage", frames.frame(request, "Outage of " + report.outage().system(), "systems"),
                Map.of("report", report));
    }
}
