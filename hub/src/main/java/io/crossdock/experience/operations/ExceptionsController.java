package io.crossdock.experience.operations;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.landscape.Attention.Kind;
import io.crossdock.process.story.ExceptionFilter;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.Fix;
import io.crossdock.process.story.OpenException;
import io.crossdock.process.story.OpenException.Stake;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
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

/** What needs a person, one by one and by cause. */
@RestController
@RequestMapping("/ops/v1/exceptions")
@Tag(name = "Exceptions")
class ExceptionsController {

    private static final int PAGE = 50;
    private static final String READ = "operations:read";

    private final Exceptions exceptions;
    private final Clock clock;

    ExceptionsController(Exceptions exceptions, Clock clock) {
        this.exceptions = exceptions;
        this.clock = clock;
    }

    /** @param consequence what will happen, before it happens */
    record FixView(String label, String consequence) {
    }

    /**
     * @param kind     {@code business-refusal}, {@code bad-data}, {@code unknown-reference}, {@code target-fault},
     *     {@code in-doubt}, {@code drift}, {@code deadline-missed} or {@code invariant-broken}
     * @param cluster  the cause: the same for all that one answer mends
     * @param then     what happens when nobody has acted by the deadline
     * @param runbook  where it says what to do, in the documentation
     */
    record View(String id, String kind, String cluster, String title, String sentence, String owner, Instant since,
            long ageSeconds, Instant deadline, boolean late, String then, Optional<String> order,
            Optional<String> customer, Optional<BigDecimal> atRisk, Optional<String> currency, String runbook,
            List<FixView> fixes) {
    }

    record Page(List<View> items, Optional<String> next) {
    }

    /** @param atRisk worth of the orders that wait; absent when unknown or of several currencies */
    record ClusterView(String cluster, String kind, String title, String owner, int exceptions, Instant oldest,
            Instant deadline, boolean late, String then, Optional<BigDecimal> atRisk, Optional<String> currency,
            String runbook) {
    }

    record Clusters(List<ClusterView> items, Optional<String> next) {
    }

    @GetMapping
    @Operation(summary = "What needs a person, the oldest first", description = "`owner`, `kind`, `cluster`, `before` (open "
            + "since before that instant) and `late` narrow. An exception leaves the list by itself when its cause is gone. "
            + "Pages by cursor: pass `next` of one page as `after` of the following one.")
    Page list(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require(READ);
        Parameters in = new Parameters(parameters, Set.of("owner", "kind", "cluster", "before", "late", "after", "limit"));
        ExceptionFilter filter = filter(in);
        int limit = in.limit(PAGE);
        String after = in.text("after").orElse("");
        in.refuseIfFaulty();
        List<OpenException> rest = exceptions.open(filter).stream().filter(each -> cursor(each).compareTo(after) > 0)
                .limit(limit + 1L).toList();
        List<OpenException> page = rest.subList(0, Math.min(limit, rest.size()));
        return new Page(page.stream().map(this::view).toList(),
                rest.size() > limit ? Optional.of(cursor(page.getLast())) : Optional.empty());
    }

    @GetMapping("/clusters")
    @Operation(summary = "What needs a person by its cause, the worst first", description = "Most money at risk first, then "
            + "the oldest. The same filters as for single ones.")
    Clusters clusters(Caller caller, @RequestParam Map<String, String> parameters) {
        caller.require(READ);
        Parameters in = new Parameters(parameters, Set.of("owner", "kind", "cluster", "before", "late", "after", "limit"));
        ExceptionFilter filter = filter(in);
        int limit = in.limit(PAGE);
        Optional<String> after = in.text("after");
        in.refuseIfFaulty();
        List<Exceptions.Group> groups = exceptions.groups(filter);
        int from = after.map(cause -> IntStream.range(0, groups.size()).filter(i -> groups.get(i).cause().equals(cause))
                .map(i -> i + 1).findFirst().orElse(0)).orElse(0);
        List<Exceptions.Group> page = groups.subList(from, Math.min(groups.size(), from + limit));
        Instant now = clock.instant();
        return new Clusters(page.stream().map(group -> view(group, now)).toList(),
                from + limit < groups.size() ? Optional.of(page.getLast().cause()) : Optional.empty());
    }

    private static ExceptionFilter filter(Parameters in) {
        return new ExceptionFilter(in.text("owner"), in.oneOf("kind", List.of(Kind.values()), Kind::key), in.text("cluster"),
                in.instant("before"), in.flag("late"));
    }

    /** Sorts as the list does. */
    private static String cursor(OpenException open) {
        return "%016d~%s".formatted(open.since().toEpochMilli(), open.id());
    }

    private View view(OpenException open) {
        Instant now = clock.instant();
        return new View(open.id(), open.kind().key(), open.cause(), open.title(), open.sentence(), exceptions.owner(open),
                open.since(), Math.max(0, Duration.between(open.since(), now).toSeconds()), open.due().at(), open.late(now),
                open.due().then(), open.order().map(OrderNumber::value), open.customer(), open.atRisk().map(Stake::amount),
                open.atRisk().map(Stake::currency), open.runbook(), open.fixes().stream().map(ExceptionsController::view)
                        .toList());
    }

    private static FixView view(Fix fix) {
        return new FixView(fix.label(), fix.consequence());
    }

    private static ClusterView view(Exceptions.Group group, Instant now) {
        return new ClusterView(group.cause(), group.kind().key(), group.title(), group.owner(), group.members().size(),
                group.oldest(), group.due().at(), group.due().at().isBefore(now), group.due().then(),
                group.atRisk().map(Stake::amount), group.atRisk().map(Stake::currency),
                group.members().getFirst().runbook());
    }
}
