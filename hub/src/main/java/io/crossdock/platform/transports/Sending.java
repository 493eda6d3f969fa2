package io.crossdock.platform.transports;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Outlet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Leaves messages at destinations. Connections are kept while their destination stays as it is. Thread-safe. */
@Component
public class Sending implements DisposableBean {

    private static final int IDLE_MAX = 8;

    private final Lines lines;
    private final Landscapes landscapes;
    private final Map<Outlet, ConcurrentLinkedDeque<Post>> idle = new ConcurrentHashMap<>();

    Sending(Lines lines, Landscapes landscapes) {
        this.lines = lines;
        this.landscapes = landscapes;
    }

    /** Never throws for what the other side does. An answer that was lost is ambiguous: the id tells a second sending. */
    public Outcome send(String destination, Letter letter) {
        Optional<Outlet> outlet = landscapes.current().outlet(destination);
        if (outlet.isEmpty()) {
            return new Outcome.Failed("The landscape has no destination " + destination + " any more.");
        }
        forgetOthers();
        try {
            Post post = borrow(outlet.get());
            try {
                return post.send(letter);
            } finally {
                giveBack(outlet.get(), post);
            }
        } catch (TransportTrouble trouble) {
            return new Outcome.Unavailable(trouble.sentence(), Optional.empty());
        }
    }

    private Post borrow(Outlet outlet) throws TransportTrouble {
        for (Post post = posts(outlet).pollFirst(); post != null; post = posts(outlet).pollFirst()) {
            if (post.isWell()) {
                return post;
            }
            post.close();
        }
        return lines.open(outlet);
    }

    private void giveBack(Outlet outlet, Post post) {
        if (post.isWell() && posts(outlet).size() < IDLE_MAX) {
            posts(outlet).addFirst(post);
        } else {
            post.close();
        }
    }

    private ConcurrentLinkedDeque<Post> posts(Outlet outlet) {
        return idle.computeIfAbsent(outlet, fresh -> new ConcurrentLinkedDeque<>());
    }

    private void forgetOthers() {
        for (Outlet known : idle.keySet()) {
            if (!landscapes.current().outlets().containsValue(known)) {
                Optional.ofNullable(idle.remove(known)).ifPresent(posts -> posts.forEach(Post::close));
            }
        }
    }

    @Override
    public void destroy() {
        idle.values().forEach(posts -> posts.forEach(Post::close));
        idle.clear();
    }
}
