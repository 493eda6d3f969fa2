package io.crossdock.process.alerts;

import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Attention.Alert;
import io.crossdock.process.story.Exceptions.Group;
import io.crossdock.process.story.OpenException.Stake;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@link #RAISED} and {@link #OVER} say.
 *
 * @param cluster    the cause; {@link #MANY} when several are told of at once
 * @param sentence   for whoever is woken up
 * @param exceptions how many there are of it
 * @param atRisk     worth of the orders that wait
 * @param runbook    where it says what to do, in the documentation
 * @param console    where it is seen, within the console
 * @param others     the causes that are told of together
 */
public record AlertFact(String rule, String cluster, String sentence, Optional<String> kind, Optional<String> owner,
        int exceptions, Optional<BigDecimal> atRisk, Optional<String> currency, Optional<Instant> deadline,
        Optional<String> then, Optional<String> runbook, String console, List<String> others) {

    /** Something is at stake. */
    public static final String RAISED = "alert.raised";
    /** It is not any more. */
    public static final String OVER = "alert.over";
    /** The cluster of an alert that stands for many. */
    public static final String MANY = "many";

    private static final int OTHERS_MAX = 50;

    public AlertFact {
        others = List.copyOf(others);
    }

    static NewFact raised(Alert rule, Group group) {
        AlertFact fact = new AlertFact(rule.name(), group.cause(), group.title(), Optional.of(group.kind().key()),
                Optional.of(group.owner()), group.members().size(), group.atRisk().map(Stake::amount),
                group.atRisk().map(Stake::currency), Optional.of(group.due().at()), Optional.of(group.due().then()),
                Optional.of(group.members().getFirst().runbook()), "/console/exceptions?cluster="
                        + java.net.URLEncoder.encode(group.cause(), java.nio.charset.StandardCharsets.UTF_8), List.of());
        return fact.of(RAISED);
    }

    static NewFact many(Alert rule, List<Group> groups) {
        int exceptions = groups.stream().mapToInt(group -> group.members().size()).sum();
        return new AlertFact(rule.name(), MANY, groups.size() + " causes at once, the worst: " + groups.getFirst().title(),
                Optional.empty(), Optional.empty(), exceptions, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), "/console/exceptions",
                groups.stream().map(Group::cause).limit(OTHERS_MAX).toList()).of(RAISED);
    }

    static NewFact over(String rule, String cluster, String title) {
        return new AlertFact(rule, cluster, title, Optional.empty(), Optional.empty(), 0, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), "/console/exceptions", List.of()).of(OVER);
    }

    private NewFact of(String type) {
        return new NewFact(type, cluster, "alert " + rule, Origin.start("alert " + rule, "hub"), 1, this);
    }
}
