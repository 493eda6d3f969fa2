package io.crossdock.drills;

import io.crossdock.drills.Buyers.Placed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The drill on a real ERP: orders over two warehouses and a supplier who ships himself, with short picks and
 * cancellations, over a bad line to a Tryton, while the hub is killed five times. In the end Tryton's database is asked
 * what is true.
 */
public final class TrytonDrill {

    /** What the drill is called. */
    public static final String WORD = "tryton";
    /** What it does, in a sentence. */
    public static final String SENTENCE = "A real ERP (Tryton) behind a line that cuts, delays and doubles; the hub is "
            + "killed five times. Fetches Tryton from the Debian archive.";

    private static final int PACE = 20;
    private static final int KILLS = 5;
    private static final int FAULTY_PERCENT = 3;
    private static final int CANCELLED_PERCENT = 15;
    private static final int SHELF = 5_000;
    /** Of what Tryton has a hundred of: a warehouse that ships more than its ERP knows of is another story. */
    private static final int FEW = 90;
    private static final Duration READ_PATIENCE = Duration.ofMinutes(5);
    private static final Duration STANDSTILL = Duration.ofMinutes(10);
    private static final List<String> ACCOUNTS = List.of("A-1001", "A-1003", "A-1006", "A-1007", "A-1010",
            "A-1011");
    /** The first two are in Atlanta alone, the last two in Fort Worth alone, the third in both. */
    private static final List<String> ITEMS = List.of("CD-10001", "CD-10002", "CD-10003", "CD-10004", "CD-10005");
    private static final String IN_BOTH = ITEMS.get(2);

    /** Bought in Tryton and sent by this supplier. */
    private static final List<String> SENT_BY_SUPPLIER = List.of("CD-10476", "CD-10477");
    private static final String SUPPLIER = "northforge";
    private static final int SUPPLIED_PERCENT = 25;
    private static final int SUPPLIED_MOST = 5;

    private final long seed;
    private final Budget budget;
    private final Path home;
    private final Consumer<String> voice;
    private final Random random;
    private final List<String> script = new ArrayList<>();
    private final Set<String> cancelled = new HashSet<>();
    private int kills;

    private TrytonDrill(long seed, Budget budget, Path home, Consumer<String> voice) {
        this.seed = seed;
        this.budget = budget;
        this.home = home;
        this.voice = voice;
        this.random = new Random(seed);
    }

    /**
     * @param home where Tryton is kept from one drill to the next; the owner of its database has to reach it
     * @param voice hears what happens
     */
    public static DrillReport of(long seed, Budget budget, Path home, Consumer<String> voice) {
        return new TrytonDrill(seed, budget, home, voice).run();
    }

    /** Why it cannot run on this machine. */
    public static Optional<String> cannotRun() {
        return Files.isExecutable(Path.of("/usr/bin/apt-get")) && Files.isExecutable(Path.of("/usr/bin/python3"))
                ? Optional.empty() : Optional.of("it needs Debian's apt-get and python3");
    }

    private DrillReport run() {
        Instant begun = Instant.now();
        List<String> findings = new ArrayList<>();
        Optional<Score> score = Optional.empty();
        try (Tryton tryton = Tryton.fresh(home, voice); BadLine line = new BadLine(tryton.url(), seed, FAULTY_PERCENT);
                Stage stage = Stage.open("drill_tryton", PACE, landscape -> onTryton(landscape, line));
                TrytonClerk clerk = TrytonClerk.at(tryton, seed)) {
            Files.writeString(Secrets.FOLDER.resolve("tryton-password"), tryton.password());
            score = Optional.of(play(stage, tryton, line, findings));
            script.add(clerk.told());
            script.add("calls to Tryton: " + line.told());
        } catch (AssertionError | IllegalStateException e) {
            findings.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DrillReport(WORD, seed, budget, begun, Duration.between(begun, Instant.now()), List.copyOf(script),
                List.of(), score, findings);
    }

    private static Landscape onTryton(Landscape landscape, BadLine line) {
        Landscape changed = landscape.overlaid(Programs.HOME.resolve("examples").resolve("tryton").resolve("landscape"))
                .bring("tryton/" + SUPPLIER + ".yaml", "systems/" + SUPPLIER + ".yaml");
        for (String system : List.of("erp", SUPPLIER)) {
            String file = "systems/" + system + ".yaml";
            changed.edit(file, "${TRYTON_URL:http://127.0.0.1:8069/erp}", line.url().toString())
                    .edit(file, "call: 25s", "call: 50s").edit(file, "settle: 10s", "settle: 3s")
                    .edit(file, "maxAttempts: 60", "maxAttempts: 500").edit(file, "maxBackoff: 10s", "maxBackoff: 3s");
        }
        return changed;
    }

    private Score play(Stage stage, Tryton tryton, BadLine line, List<String> findings) {
        stage.estate().replenishment(false);
        // Only where Tryton has plenty, too: the hub believes whoever counts more.
        ITEMS.subList(0, 2).forEach(sku -> stage.estate().goodsIn("ATL", sku, SHELF));
        ITEMS.subList(2, ITEMS.size()).forEach(sku -> stage.estate().goodsIn("DFW", sku, SHELF));
        stage.estate().onHand("ATL", IN_BOTH, FEW);
        stage.estate().faults("wms", "{\"shortPick\": \"0.15\"}");
        voice.accept("starting a hub, which reads accounts, items, prices and stock");
        Hub hub = stage.hub();
        await(hub, "reading", READ_PATIENCE, () -> isRead(stage));
        Instant begun = Instant.now();
        List<Placed> placed = new ArrayList<>();
        try (Buyers buyers = Buyers.of(hub.address())) {
            placed.addAll(traffic(stage, hub, buyers));
            Instant quiet = Instant.now();
            voice.accept(placed.size() + " orders answered in " + Duration.between(begun, quiet).toSeconds() + " s, the "
                    + "longest took " + placed.stream().map(Placed::took).max(Duration::compareTo).orElseThrow().toMillis()
                    + " ms; waiting until nothing is under way");
            settle(stage, hub);
            line.heal();
            script.add(cancelled.size() + " orders were cancelled on their way");
            List<String> accepted = placed.stream().filter(Placed::accepted).map(Placed::number).toList();
            TrytonTruth truth = new TrytonTruth(stage.database(), tryton);
            findings.addAll(truth.findings(accepted));
            script.addAll(truth.figures());
            return truth.score(placed.size(), accepted, Duration.between(quiet, Instant.now()));
        }
    }

    private static boolean isRead(Stage stage) {
        return stage.database().number("""
                SELECT count(*) FROM inventory.position WHERE on_hand > 0
                """) > 20 && stage.database().number("SELECT count(*) FROM pricing.tax_rate") > 0
                && stage.database().number("SELECT count(*) FROM pricing.list_price") > 20
                && stage.database().number("SELECT count(*) FROM credit.account") >= ACCOUNTS.size()
                && stage.database().number("SELECT count(*) FROM customers.account") >= ACCOUNTS.size();
    }

    /** So many orders each second; the hub dies three times, and some buyers change their mind. */
    private List<Placed> traffic(Stage stage, Hub hub, Buyers buyers) {
        List<Future<List<Placed>>> buying = new ArrayList<>();
        long start = System.nanoTime();
        for (int second = 0; second < budget.seconds(); second++) {
            int orders = budget.ordersIn(second);
            List<String> bodies = new ArrayList<>();
            for (int i = 0; i < orders; i++) {
                bodies.add(order());
            }
            buying.addAll(buyers.begin(orders, bodies));
            if (second == budget.seconds() * (kills + 1) / 4 && kills < 3) {
                kill(hub, "second " + second);
            }
            if (hub.isUp()) {
                changeMinds(stage, hub);
            }
            long due = start + Duration.ofSeconds(second + 1L).toNanos();
            while (System.nanoTime() < due) {
                Buyers.pause();
            }
        }
        await(hub, "buyers", READ_PATIENCE, () -> buying.stream().allMatch(Future::isDone));
        return Buyers.wait(buying);
    }

    private String order() {
        List<String> lines = new ArrayList<>();
        List<String> basket = new ArrayList<>(ITEMS);
        java.util.Collections.shuffle(basket, random);
        for (String sku : basket.subList(0, 1 + random.nextInt(4))) {
            boolean boxes = random.nextInt(5) == 0;
            lines.add("{\"sku\": \"%s\", \"quantity\": \"%d\", \"unit\": \"%s\"}".formatted(sku,
                    1 + random.nextInt(boxes ? 2 : 30), boxes ? "BX" : "EA"));
        }
        if (random.nextInt(100) < SUPPLIED_PERCENT) {
            for (String sku : SENT_BY_SUPPLIER.subList(0, 1 + random.nextInt(2))) {
                lines.add("{\"sku\": \"%s\", \"quantity\": \"%d\", \"unit\": \"EA\"}".formatted(sku,
                        1 + random.nextInt(SUPPLIED_MOST)));
            }
        }
        return "{\"account\": \"%s\", \"buyerReference\": \"T%d-%d\", \"lines\": [%s]}".formatted(
                ACCOUNTS.get(random.nextInt(ACCOUNTS.size())), seed, random.nextInt(1_000_000_000),
                String.join(", ", lines));
    }

    /** The same orders for the same seed; how far they are differs. */
    private void changeMinds(Stage stage, Hub hub) {
        for (List<String> row : stage.database().rows("""
                SELECT number FROM ordering.orders WHERE commercial_state = 'accepted' ORDER BY number
                """)) {
            String number = row.getFirst();
            boolean fickle = new Random(seed * 31 + number.hashCode()).nextInt(100) < CANCELLED_PERCENT;
            if (fickle && !cancelled.contains(number) && random.nextInt(4) == 0) {
                cancel(hub, number);
            }
        }
    }

    private void cancel(Hub hub, String number) {
        try {
            int status = Http.tryPost(hub.address().resolve("/portal/v1/orders/" + number + "/changes"),
                    Http.bytes("{\"cancel\": true}"), "Authorization", "Bearer " + Buyers.token(hub.address(),
                            "portal-demo"), "Content-Type", "application/json", "Idempotency-Key", "cancel-" + number)
                    .status();
            if (Arrays.asList(200, 202).contains(status)) {
                cancelled.add(number);
            }
        } catch (IOException dead) {
            voice.accept("nobody heard that " + number + " is cancelled; it is asked for again");
        }
    }

    private void kill(Hub hub, String when) {
        kills++;
        script.add(when + ": the hub is killed for the " + kills + ". time");
        voice.accept(script.getLast());
        hub.kill();
        hub.begin();
    }

    /** It dies for the last times while it works off what has piled up. */
    private void settle(Stage stage, Hub hub) {
        long first = open(stage);
        long told = System.nanoTime();
        long moved = told;
        Left last = left(stage);
        for (Left left = last; left.open() > 0 || !left.underWay().isEmpty(); left = left(stage)) {
            if (!left.equals(last)) {
                moved = System.nanoTime();
                last = left;
            }
            if (System.nanoTime() - moved > STANDSTILL.toNanos()) {
                throw new IllegalStateException("nothing has moved for " + STANDSTILL.toMinutes() + " minutes: " + left);
            }
            if (kills < KILLS && hub.isUp() && left.open() < first * (KILLS - kills) / 3) {
                kill(hub, left.open() + " calls to go");
            }
            if (System.nanoTime() - told > Duration.ofSeconds(20).toNanos()) {
                told = System.nanoTime();
                voice.accept(left.toString());
            }
            if (!hub.isAlive()) {
                hub.begin();
            }
            Buyers.pause();
        }
    }

    /** @param underWay but what warehouses tell about items that this company does not have */
    private record Left(long open, List<String> underWay) {

        @Override
        public String toString() {
            return open + " calls to go" + (open > 0 ? "" : ": " + underWay);
        }
    }

    private static Left left(Stage stage) {
        return new Left(open(stage), stage.underWay().stream()
                .filter(each -> !each.matches("(message|parked warehouse-intake) wms-.*")).toList());
    }

    private static long open(Stage stage) {
        return stage.database().number("""
                SELECT count(*) FROM effects.effect WHERE state IN ('ready', 'sending', 'in_doubt')
                """);
    }

    private static void await(Hub hub, String what, Duration patience, BooleanSupplier over) {
        long end = System.nanoTime() + patience.toNanos();
        while (!over.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(what + " took more than " + patience + ": " + hub);
            }
            Buyers.pause();
        }
    }
}
