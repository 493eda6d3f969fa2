package io.crossdock.experience.operations;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.process.regret.Outage;
import io.crossdock.process.regret.Regret;
import io.crossdock.process.regret.Regrets;
import io.crossdock.process.regret.Report;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Outages of ERPs, and which decisions of them reality contradicted. */
@RestController
@RequestMapping("/ops/v1/outages")
@Tag(name = "Outages")
class OutagesController {

    private static final String READ = "operations:read";

    private final Regrets regrets;

    OutagesController(Regrets regrets) {
        this.regrets = regrets;
    }

    /** @param caughtUpAt the last posting; absent while one is to come */
    record OutageView(String id, String system, Instant from, Instant until, int orders, List<Money> value, int waiting,
            int refused, int held, Optional<Instant> caughtUpAt) {

        static OutageView of(Outage outage) {
            return new OutageView(outage.first().value(), outage.system(), outage.from(), outage.until(), outage.orders(),
                    outage.value(), outage.waiting(), outage.refused(), outage.held(), outage.caughtUpAt());
        }
    }

    /** @param kind {@code posting}, {@code price}, {@code credit} or {@code stock} */
    record RegretView(String order, String kind, String about, String decided, String reality, Optional<Money> cost,
            String done) {

        static RegretView of(Regret regret) {
            return new RegretView(regret.order().value(), regret.kind().name().toLowerCase(java.util.Locale.ROOT),
                    regret.about(), regret.decided(), regret.reality(), regret.cost(), regret.done());
        }
    }

    record Outages(List<OutageView> items) {
    }

    /** @param more whether there are more than the 500 that are listed */
    record ReportView(OutageView outage, long ordersContradicted, List<RegretView> items, boolean more) {

        static ReportView of(Report report) {
            return new ReportView(OutageView.of(report.outage()), report.orders(),
                    report.regrets().stream().map(RegretView::of).toList(), report.more());
        }
    }

    @GetMapping
    @Operation(summary = "Outages of the last 92 days in which orders were decided without their ERP, the latest first")
    Outages outages(Caller caller) {
        caller.require(READ);
        return new Outages(regrets.outages().stream().map(OutageView::of).toList());
    }

    @GetMapping("/{id}")
    @Operation(summary = "The regret report: each decision of an outage that reality contradicted, and what was done",
            description = "Read from the books as they are now: ask again when the ERP has caught up.")
    ReportView report(Caller caller, @PathVariable String id) {
        caller.require(READ);
        return OrderNumber.parse(id).flatMap(regrets::report).map(ReportView::of).orElseThrow(() -> Problems.NOT_FOUND
                .problem("No outage of the last 92 days is called " + id + ".").exception());
    }
}
