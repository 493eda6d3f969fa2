package io.crossdock.process.story;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells what has moved, so that a page can follow. Thread-safe. */
@Component
public class Changes {

    private final StoryStore store;

    Changes(StoryStore store) {
        this.store = store;
    }

    /** Whose stories have gone on up to a position, at most 500 facts at a time. */
    public record Change(long position, Set<String> keys) {
    }

    /** Where the journal stands. */
    public long position() {
        return store.lastPosition();
    }

    public Change since(long position) {
        List<StoryStore.Touched> touched = store.after(position);
        return touched.isEmpty() ? new Change(position, Set.of()) : new Change(touched.getLast().position(),
                touched.stream().map(StoryStore.Touched::key).collect(Collectors.toSet()));
    }
}
