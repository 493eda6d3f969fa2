package io.crossdock.platform.stewardship;

import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.replica.Feed;
import io.crossdock.platform.replica.Gate;
import io.crossdock.platform.stewardship.ChangeStore.Held;
import io.crossdock.platform.stewardship.ChangeStore.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds what is risky about a source's rows, and forgets what the source has taken back. */
@Component
class Gatekeeper implements Gate {

    private final Watches watches;
    private final ChangeStore store;
    private final Journal journal;
    private final Clock clock;

    Gatekeeper(Watches watches, ChangeStore store, Journal journal, Clock clock) {
        this.watches = watches;
        this.store = store;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public <R> List<R> pass(Feed<R> feed, List<R> rows) {
        Optional<Watch<R>> watch = watch(feed);
        if (watch.isEmpty()) {
            return rows;
        }
        store.lock(feed.name());
        List<Judgement<R>> judgements = watch.get().judge(rows, watches.policy());
        record(watch.get(), judgements);
        return judgements.stream().flatMap(each -> each.passes().stream()).toList();
    }

    @Override
    public <R> Map<String, Optional<R>> decided(Feed<R> feed, List<R> rows) {
        Optional<Watch<R>> watch = watch(feed);
        if (watch.isEmpty()) {
            return Map.of();
        }
        store.lock(feed.name());
        List<Judgement<R>> held = watch.get().judge(rows, watches.policy()).stream()
                .filter(each -> !each.held().isEmpty()).toList();
        Map<String, String> standing = store.standing(feed.name(), held.stream().map(Judgement::key).toList()).stream()
                .collect(Collectors.toMap(Standing::key, Standing::digest));
        return held.stream().filter(each -> each.digest().equals(standing.get(each.key())))
                .collect(Collectors.toMap(Judgement::key, Judgement::passes));
    }

    @Override
    public Set<String> standing(Feed<?> feed) {
        Set<String> keys = store.standingBut(feed.name(), Set.of()).stream().map(Standing::key)
                .collect(Collectors.toCollection(HashSet::new));
        keys.addAll(store.keeps(feed.name()));
        return keys;
    }

    @Override
    public Set<String> kept(Feed<?> feed, Collection<String> seen) {
        return watch(feed).map(watch -> kept(watch, seen)).orElse(Set.of());
    }

    private <R> Set<String> kept(Watch<R> watch, Collection<String> seen) {
        store.lock(watch.feed());
        List<Judgement<R>> gone = watch.gone(seen, watches.policy());
        record(watch, gone);
        Set<String> kept = gone.stream().map(Judgement::key).collect(Collectors.toCollection(HashSet::new));
        Set<String> known = new HashSet<>(seen);
        known.addAll(kept);
        withdraw(watch.feed(), store.standingBut(watch.feed(), known));
        kept.addAll(store.keeps(watch.feed()));
        return kept;
    }

    /** Holds what must wait, with the values of now; what need not wait any more is withdrawn. */
    <R> void record(Watch<R> watch, List<Judgement<R>> judgements) {
        if (judgements.isEmpty()) {
            return;
        }
        Map<String, Standing> standing = store.standing(watch.feed(),
                judgements.stream().map(Judgement::key).collect(Collectors.toSet())).stream()
                .collect(Collectors.toMap(Standing::key, Function.identity()));
        List<Standing> over = new ArrayList<>();
        List<Held> fresh = new ArrayList<>();
        List<Held> heard = new ArrayList<>();
        List<NewFact> facts = new ArrayList<>();
        Instant now = clock.instant();
        for (Judgement<R> each : judgements) {
            Optional<Standing> before = Optional.ofNullable(standing.get(each.key()));
            Optional<Standing> open = before.filter(known -> known.state() == Change.State.OPEN);
            boolean same = before.filter(known -> known.digest().equals(each.digest())).isPresent();
            if (each.held().isEmpty()) {
                before.ifPresent(over::add);
                continue;
            }
            Held held = held(watch, each, open.map(Standing::id).orElseGet(() -> Ids.at(now)));
            if (open.isPresent()) {
                heard.add(held);
            } else if (!same) {
                before.ifPresent(over::add);
                fresh.add(held);
            }
            if (!same) {
                facts.add(fact(watch.feed(), held));
            }
        }
        withdraw(watch.feed(), over);
        if (!heard.isEmpty()) {
            store.hear(heard, now);
        }
        if (!fresh.isEmpty()) {
            store.hold(watch.feed(), fresh, now);
        }
        journal.append(facts);
    }

    private static <R> Held held(Watch<R> watch, Judgement<R> judgement, UUID id) {
        @Nullable String document = judgement.received().map(watch::write).orElse(null);
        return new Held(id, judgement.key(), judgement.name(), judgement.held(),
                judgement.held().stream().map(each -> each.risk().name()).distinct().toList(), judgement.digest(),
                judgement.subjects(), judgement.keeps(), document);
    }

    private void withdraw(String feed, List<Standing> over) {
        if (over.isEmpty()) {
            return;
        }
        store.withdraw(over.stream().map(Standing::id).toList());
        journal.append(over.stream().filter(each -> each.state() == Change.State.OPEN)
                .map(each -> fact(StewardshipFact.WITHDRAWN, feed, each.key(), "hub",
                        new StewardshipFact.Withdrawn(each.id(), feed))).toList());
    }

    private static NewFact fact(String feed, Held held) {
        return fact(StewardshipFact.HELD, feed, held.key(), "hub",
                new StewardshipFact.Held(held.id(), feed, held.differences()));
    }

    /** A fact about a row; those of one row stay in order. */
    static NewFact fact(String type, String feed, String key, String actor, Object data) {
        String row = feed + "|" + key;
        return new NewFact(type, key, row, Origin.start("stewardship-" + row, actor), 1, data);
    }

    @SuppressWarnings("unchecked")
    private <R> Optional<Watch<R>> watch(Feed<R> feed) {
        // A watch and its feed carry the same name and live in the same room.
        return watches.of(feed.name()).map(watch -> (Watch<R>) watch);
    }
}
