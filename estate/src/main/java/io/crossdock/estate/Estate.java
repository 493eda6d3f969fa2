package io.crossdock.estate;

import io.crossdock.estate.books.Books;
import io.crossdock.estate.day.Dice;
import io.crossdock.estate.day.Shift;
import io.crossdock.estate.http.Answer;
import io.crossdock.estate.http.Door;
import io.crossdock.estate.http.Faults;
import io.crossdock.estate.http.Routes;
import io.crossdock.estate.http.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The example estate: one process that plays all systems of a distributor. */
public final class Estate implements AutoCloseable {

    private static final List<String> BOOKS = List.of("books.jsonl", "books.jsonl.new");

    private final Options options;
    private final Clock clock;
    private final Faults faults;
    private final Door door;
    private House house;

    private Estate(Options options, Clock clock) throws IOException {
        this.options = options;
        this.clock = clock;
        Dice dice = new Dice(options.seed());
        faults = new Faults(clock, dice);
        house = new House(options, clock, faults, options.pace());
        Secrets own = new Secrets(options.secrets());
        door = new Door(new InetSocketAddress(options.bind(), options.port()), faults,
                Map.of("erp", own.get("erp-key"), "wms", own.get("wms-key"), "supplier",
                        own.get("supplier-key"), "edi", own.get("edi-key")),
                clock, dice, options.latency());
        door.serve(inside(house));
    }

    /** Starts an estate; it is ready when this returns. */
    public static Estate open(Options options, Clock clock) throws IOException {
        Estate estate = new Estate(options, clock);
        estate.house.open(options.traffic());
        estate.door.open();
        return estate;
    }

    public int port() {
        return door.port();
    }

    private Door.Inside inside(House current) {
        Routes routes = current.routes();
        faults.routes(routes);
        routes.add("POST", "/control/reset", request -> {
            faults.clear();
            if (request.query("books").map(Boolean::parseBoolean).orElse(false)) {
                beginAgain();
            }
            return Answer.ok(Map.of("reset", true));
        });
        return new Door.Inside(routes, current.log(), current.shift());
    }

    /** Empties all books and begins again from the seed. */
    private synchronized void beginAgain() {
        try {
            Shift shift = house.shift();
            double pace = shift.pace();
            house.close();
            for (String file : BOOKS) {
                Files.deleteIfExists(options.data().resolve(file));
            }
            house = new House(options, clock, faults, pace);
            house.open(BigDecimal.ZERO);
            door.serve(inside(house));
        } catch (IOException e) {
            throw new UncheckedIOException("the books cannot be begun again", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        door.close();
        house.close();
    }

    /** Exit codes: 0 ended as asked, 1 cannot start, 2 wrong arguments. */
    public static void main(String[] arguments) {
        Options options;
        try {
            options = Options.parse(List.of(arguments));
        } catch (Options.Wrong e) {
            System.err.println("estate: " + e.getMessage());
            System.exit(2);
            return;
        }
        try {
            Estate estate = open(options, Clock.tickMillis(ZoneOffset.UTC));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(estate)));
            System.out.println("estate listening http://localhost:" + estate.port());
            if (options.exitWithParent()) {
                Thread.ofPlatform().name("parent").start(Estate::exitWithParent);
            }
        } catch (Books.InUse e) {
            System.err.println("estate: " + e.getMessage());
            System.exit(1);
        } catch (IOException e) {
            System.err.println("estate: cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void end(Estate estate) {
        try {
            estate.close();
        } catch (IOException e) {
            System.err.println("estate: " + e.getMessage());
        }
    }

    private static void exitWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            System.err.println("estate: stdin: " + e.getMessage());
        }
        System.exit(0);
    }
}
