package io.crossdock.experience.operations;

import io.crossdock.platform.gateway.Caller;
import io.crossdock.process.alerts.Alerts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Of what somebody was told. */
@RestController
@RequestMapping("/ops/v1/alerts")
@Tag(name = "Exceptions")
class AlertsController {

    private static final int PAGE = 50;

    private final Alerts alerts;

    AlertsController(Alerts alerts) {
        this.alerts = alerts;
    }

    /** @param over absent while its cause is open */
    record View(String rule, String cluster, String title, Instant since, Instant toldAt, Optional<Instant> over) {
    }

    record Page(List<View> items, Optional<String> next) {
    }

    @GetMapping
    @Operation(summary = "Alerts that hold and those of the last week, the newest first", description = "`rule` narrows. "
            + "Pages by cursor: pass `next` of one page as `after` of the following one.")
    Page list(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require("operations:read");
        Parameters in = new Parameters(parameters, Set.of("rule", "after", "limit"));
        Optional<String> rule = in.text("rule");
        int limit = in.limit(PAGE);
        Optional<String> after = in.text("after");
        in.refuseIfFaulty();
        List<Alerts.Raised> all = alerts.raised().stream().filter(each -> rule.filter(name -> !name.equals(each.rule()))
                .isEmpty()).toList();
        int from = after.map(cursor -> IntStream.range(0, all.size()).filter(i -> cursor(all.get(i)).equals(cursor))
                .map(i -> i + 1).findFirst().orElse(0)).orElse(0);
        List<Alerts.Raised> page = all.subList(from, Math.min(all.size(), from + limit));
        return new Page(page.stream().map(each -> new View(each.rule(), each.cluster(), each.title(), each.since(),
                each.toldAt(), each.over())).toList(), from + limit < all.size()
                        ? Optional.of(cursor(page.getLast())) : Optional.empty());
    }

    private static String cursor(Alerts.Raised raised) {
        return raised.rule() + "~" + raised.cluster();
    }
}
