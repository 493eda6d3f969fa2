package io.crossdock.drills;

import io.crossdock.drills.Deed.Heal;
import io.crossdock.drills.Deed.Hurt;
import io.crossdock.drills.Deed.JumpClock;
import io.crossdock.drills.Deed.KillDatabase;
import io.crossdock.drills.Deed.KillHub;
import io.crossdock.drills.Deed.SkewClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Bad luck of every kind, drawn like cards: none comes again before all have come. */
final class Chaos {

    /** Clocks are wrong by less than this, either way. */
    private static final int SKEW_MAX = 60;
    private static final int FAULTS = 13;

    private final Random random;
    private final Deque<Place> places = new ArrayDeque<>();
    private final Deque<Integer> faults = new ArrayDeque<>();

    private Chaos(Random random) {
        this.random = random;
    }

    static List<Act> acts(Random random, int seconds) {
        Chaos chaos = new Chaos(random);
        List<Act> acts = new ArrayList<>();
        for (int second = 2; second < seconds - 3; second += 4 + random.nextInt(4)) {
            acts.add(new Act(second, acts.size() % 2 == 1 ? chaos.death() : chaos.any()));
        }
        acts.add(new Act(seconds - 1, new Heal()));
        return acts;
    }

    private Deed death() {
        return draw(places, Arrays.asList(Place.values())).on(random.nextInt(2), random);
    }

    private <T> T draw(Deque<T> cards, List<T> all) {
        if (cards.isEmpty()) {
            List<T> shuffled = new ArrayList<>(all);
            Collections.shuffle(shuffled, random);
            cards.addAll(shuffled);
        }
        return cards.removeFirst();
    }

    private Deed any() {
        return switch (draw(faults, IntStream.range(0, FAULTS).boxed().toList())) {
            case 0 -> new Hurt("erp", "{\"outage\": \"drop\"}");
            case 1 -> new Hurt("erp", "{\"latencyMs\": 1500, \"jitterMs\": 1400, \"throttlePerSecond\": 5}");
            case 2, 3 -> new Hurt("erp", "{\"ambiguous\": \"0.4\", \"lost\": \"0.2\"}");
            case 4 -> new Hurt("wms", "{\"ambiguous\": \"0.3\", \"duplicate\": \"0.5\", \"reorder\": \"0.3\"}");
            case 5 -> new Hurt("wms", "{\"outage\": \"503\"}");
            case 6 -> new Hurt("supplier", "{\"ambiguous\": \"0.4\", \"throttlePerSecond\": 2}");
            case 7 -> new Hurt("carrier", "{\"duplicate\": \"0.5\", \"reorder\": \"0.5\"}");
            case 8 -> new KillHub(random.nextInt(2));
            case 9 -> new KillDatabase();
            case 10 -> new JumpClock(random.nextInt(2), skew(), 8 + random.nextInt(8));
            case 11 -> new SkewClock(random.nextInt(2), skew());
            default -> new Heal();
        };
    }

    private int skew() {
        int skew = 5 + random.nextInt(SKEW_MAX - 5);
        return random.nextBoolean() ? skew : -skew;
    }
}
