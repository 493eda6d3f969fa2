package io.crossdock.drills;

import io.crossdock.drills.Deed.DropBulk;
import io.crossdock.drills.Deed.FillDisk;
import io.crossdock.drills.Deed.FreeDisk;
import io.crossdock.drills.Deed.Heal;
import io.crossdock.drills.Deed.Hurt;
import io.crossdock.drills.Deed.JumpClock;
import io.crossdock.drills.Deed.KillDatabase;
import io.crossdock.drills.Deed.KillHub;
import io.crossdock.drills.Deed.Measure;
import io.crossdock.drills.Deed.QueueBulk;
import io.crossdock.drills.Deed.SkewClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** What can be practised. A script follows from the seed and the length of the traffic alone. */
public enum Drill {

    ERP_DOWN("The ERP is away for half of the time.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            return during(random, seconds, new Hurt("erp", "{\"outage\": \"drop\"}"));
        }
    },
    ERP_SLOW("The ERP takes two seconds for each answer, sometimes longer than the hub waits.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            return during(random, seconds, new Hurt("erp", "{\"latencyMs\": 2000, \"jitterMs\": 1500}"));
        }
    },
    AMBIGUOUS_ANSWERS("A third of the calls to ERP, warehouses and suppliers is done, and the answer lost.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            String faults = "{\"ambiguous\": \"0.33\", \"lost\": \"0.1\"}";
            return during(random, seconds, new Hurt("erp", faults), new Hurt("wms", faults),
                    new Hurt("supplier", faults));
        }
    },
    DUPLICATES("Warehouses and carriers send half of their messages twice, and a third in the wrong order.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            String faults = "{\"duplicate\": \"0.5\", \"reorder\": \"0.33\"}";
            return during(random, seconds, new Hurt("wms", faults), new Hurt("carrier", faults));
        }
    },
    LATE_WAREHOUSE("Warehouses cannot be reached, and what they have to tell comes late.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            return during(random, seconds, new Hurt("wms", "{\"outage\": \"503\", \"reorder\": \"0.5\"}"));
        }
    },
    PARTNER_THROTTLING("ERP and suppliers take two calls per second and refuse the others.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            String faults = "{\"throttlePerSecond\": 2}";
            return during(random, seconds, new Hurt("erp", faults), new Hurt("supplier", faults));
        }
    },
    HUB_KILLED("One of two hubs is killed, once at any moment, and before and after a call and a commit.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            return List.of(new Act(within(random, seconds, 0.05), new KillHub(0)),
                    new Act(within(random, seconds, 0.2), Place.BEFORE_CALL.on(1, random)),
                    new Act(within(random, seconds, 0.4), Place.AFTER_CALL.on(0, random)),
                    new Act(within(random, seconds, 0.6), Place.BEFORE_COMMIT.on(1, random)),
                    new Act(within(random, seconds, 0.8), Place.AFTER_COMMIT.on(0, random)));
        }
    },
    DATABASE_RESTARTED("The database is killed twice.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            return List.of(new Act(within(random, seconds, 0.2), new KillDatabase()),
                    new Act(within(random, seconds, 0.6), new KillDatabase()));
        }
    },
    CLOCK_SKEW("The clock of one of two hubs jumps ahead by up to a minute, then is as far behind.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            int skew = 20 + random.nextInt(40);
            return List.of(new Act(within(random, seconds, 0.1), new JumpClock(1, skew, seconds / 6)),
                    new Act(within(random, seconds, 0.5), new SkewClock(1, -skew)));
        }
    },
    DISK_FULL("The disk below the database is full for half of the time; orders are refused meanwhile, none is lost.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            return List.of(new Act(within(random, seconds, 0.2), new FillDisk()),
                    new Act(within(random, seconds, 0.6), new FreeDisk()));
        }

        @Override
        public Optional<String> cannotRun() {
            return SmallDisk.cannotBeMade();
        }
    },
    BULK_BEHIND_ERP("Ten thousand bulk calls wait for the ERP, again and again; live orders must keep their pace.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            int fifth = seconds / 5;
            return List.of(new Act(fifth, new Measure()), new Act(2 * fifth, new QueueBulk()),
                    new Act(3 * fifth, new DropBulk()), new Act(4 * fifth, new QueueBulk()),
                    new Act(seconds - 1, new DropBulk()));
        }

        @Override
        public Budget usual(int minutes) {
            return new Budget(minutes * 60, minutes * MEASURED_PER_MINUTE);
        }
    },
    CHAOS("Everything above at random, with deaths at each border between ledgers and clocks that jump; no full disk.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            return Chaos.acts(random, seconds);
        }
    };

    /** A percentile is of many. */
    private static final int MEASURED_PER_MINUTE = 360;

    private final String sentence;

    Drill(String sentence) {
        this.sentence = sentence;
    }

    /** In the order of time. */
    abstract List<Act> acts(Random random, int seconds);

    /** Why it cannot run on this machine. */
    public Optional<String> cannotRun() {
        return Optional.empty();
    }

    /** The traffic of so many minutes, if nobody says otherwise. */
    public Budget usual(int minutes) {
        return Budget.minutes(minutes);
    }

    public String word() {
        return word(name());
    }

    public String sentence() {
        return sentence;
    }

    /** The drill of that name. */
    public static Optional<Drill> named(String word) {
        return Arrays.stream(values()).filter(drill -> drill.word().equals(word)).findFirst();
    }

    public static String words() {
        return Arrays.stream(values()).map(Drill::word).collect(Collectors.joining(", "));
    }

    private static String word(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static List<Act> during(Random random, int seconds, Deed... deeds) {
        int begin = within(random, seconds, 0.15);
        List<Act> acts = new ArrayList<>();
        for (Deed deed : deeds) {
            acts.add(new Act(begin, deed));
        }
        acts.add(new Act(within(random, seconds, 0.7), new Heal()));
        return acts;
    }

    /** About that part of the time. */
    private static int within(Random random, int seconds, double part) {
        return (int) (seconds * part) + random.nextInt(1 + seconds / 10);
    }
}
