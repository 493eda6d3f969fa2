package io.crossdock.platform.maps;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what was made with which version of which map. Thread-safe. */
@Component
public class Maps {

    /** Most pins that one page shows. */
    private static final int SHOWN_MOST = 500;

    private final MapStore store;
    private final Clock clock;

    Maps(MapStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Notes that something was made with a map, in the transaction that makes it; noting it again changes nothing. */
    @Transactional
    public void pin(Produced produced, MapVersion map) {
        pin(produced, Use.ONCE, map);
    }

    /** The same of something that can be read or sent again. */
    @Transactional
    public void pin(Produced produced, Use use, MapVersion map) {
        store.pin(produced, use, map, clock.instant());
    }

    /** The map to use: the current one, unless somebody has chosen the recorded one. */
    public MapVersion toUse(Use use, MapVersion current) {
        return store.chosen(use).orElse(current);
    }

    /** With what stories were first made, one version for each of their parts; stories without a map are left out. */
    public Map<String, List<MapVersion>> first(Collection<String> stories) {
        return store.first(stories).stream().collect(Collectors.groupingBy(Map.Entry::getKey,
                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** From now on a story is read, or an effect sent, with these versions. */
    @Transactional
    public void choose(String story, MapChoice choice, String who) {
        switch (choice) {
            case RECORDED -> store.choose(story, who, clock.instant());
            case CURRENT -> store.forget(story);
        }
    }

    /** What some messages, effects and documents were made with, oldest first; at most 500. */
    public List<Pinned> pinned(Collection<UUID> produced) {
        return store.pins(produced, SHOWN_MOST);
    }

    /** The map as it read then. */
    public Optional<MapVersion> recorded(Pinned pin) {
        return store.version(pin.map(), pin.version(), pin.hash());
    }

    /** Which of these have another text than before under the declared version that they had, and when that was last new. */
    public Map<String, Instant> changedSilently(Collection<MapVersion> maps) {
        return store.otherTexts(maps);
    }

    /** Whether the text of a map has changed since it was used, and its declared version has not. */
    public boolean isChangedSilently(MapVersion map) {
        return store.isChangedSilently(map);
    }
}
