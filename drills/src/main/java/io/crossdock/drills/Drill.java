package io.crossdock.drills;

import io.crossdock.drills.Deed.CrashHub;
import io.crossdock.drills.Deed.Heal;
import io.crossdock.drills.Deed.Hurt;
import io.crossdock.drills.Deed.KillDatabase;
import io.crossdock.drills.Deed.KillHub;
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
    HUB_KILLED("One of two hubs is killed, once at any moment, once before a call and once after its answer.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            return List.of(new Act(within(random, seconds, 0.1), new KillHub(0)),
                    new Act(within(random, seconds, 0.35), new CrashHub(1, "before-call", random.nextInt(8))),
                    new Act(within(random, seconds, 0.65), new CrashHub(0, "after-call", random.nextInt(8))));
        }
    },
    DATABASE_RESTARTED("The database is killed twice.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            return List.of(new Act(within(random, seconds, 0.2), new KillDatabase()),
                    new Act(within(random, seconds, 0.6), new KillDatabase()));
        }
    },
    CLOCK_SKEW("The clock of one of two hubs jumps ahead by up to a minute, then as far back.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            int skew = 20 + random.nextInt(40);
            return List.of(new Act(within(random, seconds, 0.1), new SkewClock(1, skew)),
                    new Act(within(random, seconds, 0.5), new SkewClock(1, -skew)));
        }
    },
    DISK_FULL("The disk of the database is full.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            return List.of();
        }

        @Override
        public Optional<String> cannotRun() {
            return Optional.of("it needs a file system of limited size below the database, which only an administrator "
                    + "of this machine can make");
        }
    },
    CHAOS("Everything above at random.") {
        @Override
        List<Act> acts(Random random, int seconds) {
            List<Act> acts = new ArrayList<>();
            for (int second = 3; second < seconds - 5; second += 4 + random.nextInt(5)) {
                acts.add(new Act(second, any(random)));
            }
            acts.add(new Act(seconds - 1, new Heal()));
            return acts;
        }
    };

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

    private static Deed any(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> new Hurt("erp", "{\"outage\": \"drop\"}");
            case 1 -> new Hurt("erp", "{\"latencyMs\": 1500, \"jitterMs\": 1400, \"throttlePerSecond\": 5}");
            case 2, 3 -> new Hurt("erp", "{\"ambiguous\": \"0.4\", \"lost\": \"0.2\"}");
            case 4 -> new Hurt("wms", "{\"ambiguous\": \"0.3\", \"duplicate\": \"0.5\", \"reorder\": \"0.3\"}");
            case 5 -> new Hurt("wms", "{\"outage\": \"503\"}");
            case 6 -> new Hurt("supplier", "{\"ambiguous\": \"0.4\", \"throttlePerSecond\": 2}");
            case 7 -> new Hurt("carrier", "{\"duplicate\": \"0.5\", \"reorder\": \"0.5\"}");
            case 8 -> new KillHub(random.nextInt(2));
            case 9 -> new CrashHub(1, random.nextBoolean() ? "before-call" : "after-call", random.nextInt(20));
            case 10 -> new KillDatabase();
            default -> new Heal();
        };
    }
}
