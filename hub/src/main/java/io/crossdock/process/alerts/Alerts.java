package io.crossdock.process.alerts;

import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.landscape.Attention.Alert;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.process.alerts.AlertStore.Known;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.Exceptions.Group;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks for causes that a rule of the landscape wants somebody to be told of; of several replicas, one looks.
 *     Thread-safe.
 */
@Component
public class Alerts {

    static final Duration EVERY = Duration.ofSeconds(10);
    /** More causes than this at once are told of together. */
    static final int APART_MOST = 5;
    /** So much more of a cause is worth another word, when the quiet time is over. */
    private static final int WORSE = 2;
    private static final Duration KEEP = Duration.ofDays(7);

    private final AlertStore store;
    private final Exceptions exceptions;
    private final Landscapes landscapes;
    private final Journal journal;
    private final Clock clock;

    Alerts(AlertStore store, Exceptions exceptions, Landscapes landscapes, Journal journal, Clock clock) {
        this.store = store;
        this.exceptions = exceptions;
        this.landscapes = landscapes;
        this.journal = journal;
        this.clock = clock;
    }

    /** An alert. @param over once its cause is gone */
    public record Raised(String rule, String cluster, String title, Instant since, Instant toldAt, Optional<Instant> over) {
    }

    /** Those that hold and those of the last week, the newest first. */
    public List<Raised> raised() {
        return store.known().stream().map(each -> new Raised(each.rule(), each.cluster(), each.title(), each.raisedAt(),
                each.toldAt(), each.overAt())).toList();
    }

    /** Makes the look that is due; false when none is. */
    @Transactional
    public boolean step() {
        Instant now = clock.instant();
        if (!store.claim(now)) {
            return false;
        }
        List<Alert> rules = landscapes.current().policies().attention().alerts();
        List<Known> known = store.known();
        if (!rules.isEmpty() || known.stream().anyMatch(each -> each.overAt().isEmpty())) {
            List<Group> groups = exceptions.groups();
            List<NewFact> facts = new ArrayList<>();
            rules.forEach(rule -> facts.addAll(look(rule, groups, known, now)));
            facts.addAll(gone(rules, groups, known, now));
            journal.append(facts);
        }
        store.forget(now.minus(KEEP));
        store.looked(now.plus(EVERY));
        return false;
    }

    private List<NewFact> look(Alert rule, List<Group> groups, List<Known> known, Instant now) {
        Map<String, Known> byCluster = known.stream().filter(each -> each.rule().equals(rule.name()))
                .collect(Collectors.toMap(Known::cluster, Function.identity()));
        List<Group> tell = new ArrayList<>();
        for (Group group : groups) {
            if (wants(rule, group, now)) {
                Optional<Known> before = Optional.ofNullable(byCluster.get(group.cause()));
                if (before.isEmpty() || isWorse(rule, group, before.get(), now)) {
                    tell.add(group);
                } else if (before.get().overAt().isPresent()) {
                    store.back(rule.name(), group.cause());
                }
            }
        }
        tell.forEach(group -> store.told(rule.name(), group.cause(), group.title(), group.members().size(), now));
        return tell.size() > APART_MOST ? List.of(AlertFact.many(rule, tell))
                : tell.stream().map(group -> AlertFact.raised(rule, group)).toList();
    }

    /** Nobody is told twice of a cause within the quiet time, and after it only of one that is back, or much worse. */
    private static boolean isWorse(Alert rule, Group group, Known before, Instant now) {
        boolean quiet = before.toldAt().plus(rule.quiet()).isAfter(now);
        return !quiet && (before.overAt().isPresent() || group.members().size() >= before.toldCount() * WORSE);
    }

    static boolean wants(Alert rule, Group group, Instant now) {
        boolean ours = (rule.kinds().isEmpty() || rule.kinds().contains(group.kind()))
                && (rule.domains().isEmpty() || rule.domains().contains(group.members().getFirst().domain()));
        boolean enough = group.members().size() >= rule.atLeast() && rule.value().filter(least -> group.atRisk()
                .filter(stake -> stake.amount().compareTo(least) >= 0).isEmpty()).isEmpty();
        boolean old = group.oldest().plus(rule.after()).compareTo(now) <= 0;
        return switch (rule.when()) {
            case AT_ONCE -> ours && enough && old;
            case LATE -> ours && enough && old && group.due().at().isBefore(now);
        };
    }

    private List<NewFact> gone(List<Alert> rules, List<Group> groups, List<Known> known, Instant now) {
        Set<String> open = new HashSet<>();
        rules.forEach(rule -> groups.stream().filter(group -> wants(rule, group, now))
                .forEach(group -> open.add(rule.name() + "\n" + group.cause())));
        Map<String, List<Known>> gone = known.stream().filter(each -> each.overAt().isEmpty()
                && !open.contains(each.rule() + "\n" + each.cluster())).collect(Collectors.groupingBy(Known::rule));
        gone.values().forEach(all -> all.forEach(each -> store.over(each.rule(), each.cluster(), now)));
        return gone.entrySet().stream().filter(each -> rules.stream().anyMatch(rule -> rule.name().equals(each.getKey())))
                .flatMap(each -> over(each.getKey(), each.getValue()).stream()).toList();
    }

    private static List<NewFact> over(String rule, List<Known> gone) {
        return gone.size() > APART_MOST ? List.of(AlertFact.over(rule, AlertFact.MANY, gone.size() + " causes are gone"))
                : gone.stream().map(each -> AlertFact.over(rule, each.cluster(), each.title())).toList();
    }
}
