package io.crossdock.experience.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sscc;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * All messages of a leg in every order, some of them twice and some said again under another id: the leg, its
 * quantities, its packages, the further legs and the positions end the same. {@code -Dpermutation.seed} repeats a run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermutationTest {

    private record Told(String id, String body) {
    }

    private final long seed = Long.getLong("permutation.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private IntakeWorld world;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        world = new IntakeWorld(directory, same -> { });
        System.out.println("permutation.seed=" + seed);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void everyOrderOfAShortPickedLegsMessagesEndsTheSame() {
        LegNumber leg = world.leg();
        String end = allEndAs(leg, List.of(
                told(leg, 1, "leg.released", lines(24, 5), ""),
                told(leg, 2, "leg.picking", lines(24, 5), ""),
                told(leg, 3, "leg.shorted", lines(4, 0), stock("CD-1", 996, 101)),
                told(leg, 4, "leg.picked", lines(20, 5), ""),
                told(leg, 5, "leg.packed", lines(20, 5), boxes(leg, true)),
                told(leg, 6, "leg.shipped", lines(20, 5), boxes(leg, true)
                        + stock("CD-1", 976, 102, "CD-2", 495, 77))));

        assertThat(end).contains(leg + " shipped", "1 planned 24 EA picked 20 EA shipped 20 EA missing 4 EA",
                "2 planned 5 EA picked 5 EA shipped 5 EA missing 0 EA", "northway NW7", "CD-1 976 EA", "elsewhere: line 1 4 EA");
    }

    @Test
    void itDoesNotMatterWhichMessageNamesTheTrackingNumber() {
        LegNumber leg = world.leg();
        String end = allEndAs(leg, List.of(
                told(leg, 1, "leg.picking", lines(24, 5), ""),
                told(leg, 2, "leg.picked", lines(24, 5), ""),
                told(leg, 3, "leg.packed", lines(24, 5), boxes(leg, false)),
                told(leg, 4, "leg.manifested", "", tracking(leg)),
                told(leg, 5, "leg.shipped", lines(24, 5), stock("CD-1", 976, 101, "CD-2", 495, 77))));

        assertThat(end).contains(leg + " shipped", "northway NW7", "5.46 KGM", "24 EA, 2 CD-2 5 EA");
    }

    @Test
    void everyOrderOfALegOfWhichNothingWasFoundEndsTheSame() {
        LegNumber leg = world.leg();
        assertThat(allEndAs(leg, List.of(
                told(leg, 1, "leg.released", lines(24, 5), ""),
                told(leg, 2, "leg.picking", lines(24, 5), ""),
                told(leg, 3, "leg.shorted", lines(20, 5), stock("CD-1", 4, 101)),
                told(leg, 4, "leg.shorted", lines(24, 5), stock("CD-1", 0, 102)))))
                .contains(leg + " " + LegState.SHORTED.label(), "CD-1 0 EA", "elsewhere: line 1 24 EA, line 2 5 EA");
    }

    @Test
    void everyOrderOfALegIntoWhichAnotherItemWasPutEndsTheSame() {
        LegNumber leg = world.leg("A-2");
        String end = allEndAs(leg, List.of(
                told(leg, 1, "leg.released", lines(24, 5), ""),
                told(leg, 2, "leg.picking", lines(24, 5), ""),
                told(leg, 3, "leg.substituted", substitute(4), ""),
                told(leg, 4, "leg.picked", lines(20, 5) + "," + other(4), ""),
                told(leg, 5, "leg.packed", lines(20, 5) + "," + other(4), mixed(leg)),
                told(leg, 6, "leg.shipped", lines(20, 5) + "," + other(4), mixed(leg)
                        + stock("CD-1", 980, 102, "CD-2", 495, 77, "CD-3", 36, 12))));

        assertThat(end).contains(leg + " shipped", "1 planned 24 EA picked 20 EA shipped 20 EA missing 4 EA",
                "10001 planned 4 EA picked 4 EA shipped 4 EA missing 0 EA", "10001 CD-3 4 EA", "elsewhere: \n",
                "CD-3 36 EA reserved 0 EA uncovered 0 EA");
    }

    @Test
    void everyOrderOfALegIntoWhichSomethingWasPutThatNobodyWantsEndsTheSame() {
        LegNumber leg = world.leg();
        String end = allEndAs(leg, List.of(
                told(leg, 1, "leg.released", lines(24, 5), ""),
                told(leg, 2, "leg.picking", lines(24, 5), ""),
                told(leg, 3, "leg.substituted", substitute(4), ""),
                told(leg, 4, "leg.picked", lines(20, 5), ""),
                told(leg, 5, "leg.shipped", lines(20, 5), boxes(leg, true) + stock("CD-1", 980, 102, "CD-2", 495, 77))));

        assertThat(end).contains(leg + " shipped", "1 planned 24 EA picked 20 EA shipped 20 EA missing 4 EA",
                "elsewhere: line 1 4 EA", "CD-3 40 EA reserved 0 EA");
    }

    @Test
    void everyOrderOfALegThatTheWarehouseGivesUpEndsTheSame() {
        LegNumber leg = world.leg();
        String end = allEndAs(leg, List.of(
                told(leg, 1, "leg.released", lines(24, 5), ""),
                told(leg, 2, "leg.picking", lines(24, 5), ""),
                told(leg, 3, "leg.shorted", lines(4, 0), stock("CD-1", 996, 101)),
                told(leg, 4, "leg.picked", lines(20, 5), ""),
                told(leg, 5, "leg.cancelled", "", "")));

        assertThat(end).contains(leg + " cancelled", "1 planned 24 EA picked 20 EA shipped 0 EA missing 24 EA",
                "elsewhere: line 1 24 EA, line 2 5 EA");
    }

    private static String substitute(int quantity) {
        return "{\"lineNo\":1,\"sku\":\"CD-1\",\"quantity\":\"%d\",\"unit\":\"EA\",\"substitute\":\"CD-3\"}"
                .formatted(quantity);
    }

    private static String other(int quantity) {
        return "{\"lineNo\":1,\"sku\":\"CD-3\",\"quantity\":\"%d\",\"unit\":\"EA\"}".formatted(quantity);
    }

    private static String mixed(LegNumber leg) {
        return ",\"packages\":[{\"sscc\":\"%s\",\"weightKg\":\"5.460\",\"carrier\":\"northway\",\"trackingNumber\":\"NW7-%s\","
                .formatted(sscc(leg), leg) + "\"lines\":[" + lines(20, 5) + "," + other(4) + "]}]";
    }

    private String allEndAs(LegNumber leg, List<Told> story) {
        String expected = world.dream(() -> {
            story.forEach(each -> world.tell(each.id(), each.body()));
            return describe(leg);
        });
        for (Reader reader : Reader.values()) {
            assertThat(new Orders(leg, story, expected, reader).count()).isEqualTo(factorial(story.size()));
        }
        return expected;
    }

    private enum Reader {
        /** Digests each message as it comes. */
        KEEPING_UP,
        /** Digests several in one go. */
        FALLEN_BEHIND
    }

    /** All orders of a story. Those that begin alike share their beginning: it is told once, and each goes on from there. */
    private final class Orders {

        private final LegNumber leg;
        private final List<Told> story;
        private final String expected;
        private final Reader reader;

        Orders(LegNumber leg, List<Told> story, String expected, Reader reader) {
            this.leg = leg;
            this.story = story;
            this.expected = expected;
            this.reader = reader;
        }

        int count() {
            return goOn(List.of(), List.of(), story);
        }

        private int goOn(List<Told> told, List<Told> waiting, List<Told> rest) {
            if (rest.isEmpty()) {
                assertThat(describe(leg)).as("-Dpermutation.seed=%s %s %s", seed, reader,
                        told.stream().map(Told::id).toList()).isEqualTo(expected);
                return 1;
            }
            int orders = 0;
            for (Told next : rest) {
                List<Told> said = perhapsWithAnother(next, told.size());
                orders += digest(joined(told, said), joined(waiting, said),
                        rest.stream().filter(each -> !each.equals(next)).toList());
            }
            return orders;
        }

        private int digest(List<Told> told, List<Told> waiting, List<Told> rest) {
            boolean now = switch (reader) {
                case KEEPING_UP -> true;
                case FALLEN_BEHIND -> rest.isEmpty() || random.nextInt(3) == 0;
            };
            return now ? world.dream(() -> {
                tell(waiting);
                return goOn(told, List.of(), rest);
            }) : goOn(told, waiting, rest);
        }

        private void tell(List<Told> waiting) {
            switch (reader) {
                case KEEPING_UP -> waiting.forEach(each -> world.tell(each.id(), each.body()));
                case FALLEN_BEHIND -> world.tellTogether(waiting.stream().map(each -> Map.entry(each.id(), each.body()))
                        .toList());
            }
        }

        /** One of the story, be it told already or not, is said around it now and then: as it is, or under another id. */
        private List<Told> perhapsWithAnother(Told next, int at) {
            List<Told> said = new ArrayList<>(List.of(next));
            while (random.nextInt(5) == 0) {
                Told again = story.get(random.nextInt(story.size()));
                String id = random.nextBoolean() ? again.id() : again.id() + "-again" + (at + said.size());
                said.add(random.nextInt(said.size() + 1), new Told(id, again.body()));
            }
            return said;
        }

        private static List<Told> joined(List<Told> some, List<Told> more) {
            return Stream.concat(some.stream(), more.stream()).toList();
        }
    }

    /** What is missing may be sought elsewhere in one further leg or in several, as it became known: the sum counts. */
    private String describe(LegNumber number) {
        List<Leg> legs = world.legs(number);
        Leg leg = legs.getFirst();
        Map<Integer, Quantity> elsewhere = new TreeMap<>();
        legs.stream().skip(1).flatMap(each -> each.lines().stream())
                .forEach(line -> elsewhere.merge(line.lineNo(), line.planned(), Quantity::plus));
        return leg.number() + " " + leg.state().label() + " " + leg.carrier().orElse("-") + " "
                + leg.shippedAt().map(Object::toString).orElse("-") + "\n"
                + leg.lines().stream().map(line -> "  " + line.lineNo() + " planned " + line.planned() + " picked "
                        + line.picked() + " shipped " + line.shipped() + " missing " + line.missing() + "\n")
                        .collect(Collectors.joining())
                + leg.packages().stream().map(PermutationTest::describe).collect(Collectors.joining())
                + "elsewhere: " + elsewhere.entrySet().stream().map(each -> "line " + each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", ")) + "\n"
                + world.positions("CD-1", "CD-2", "CD-3").stream().map(stock -> stock.sku() + " " + stock.onHand()
                        + " reserved " + stock.reserved() + " uncovered " + stock.uncovered() + "\n")
                        .collect(Collectors.joining());
    }

    private static String describe(Leg.Package box) {
        return "  " + box.contents().sscc() + " " + box.carrier() + " " + box.contents().tracking().orElse("-") + " "
                + box.contents().weight().map(Object::toString).orElse("-") + " "
                + box.contents().contents().stream().map(line -> line.lineNo() + " " + line.sku() + " " + line.quantity())
                        .collect(Collectors.joining(", ")) + "\n";
    }

    private static Told told(LegNumber leg, int sequence, String type, String lines, String more) {
        return new Told(leg + "-" + sequence, """
                {"warehouse":"ATL","type":"%s","releaseId":"%s","sequence":%d,"occurredAt":"2026-11-21T09:30:%02dZ",
                 "lines":[%s]%s}""".formatted(type, leg, sequence, sequence, lines, more));
    }

    private static String lines(int first, int second) {
        return (first == 0 ? "" : "{\"lineNo\":1,\"sku\":\"CD-1\",\"quantity\":\"%d\",\"unit\":\"EA\"}".formatted(first))
                + (first == 0 || second == 0 ? "" : ",")
                + (second == 0 ? "" : "{\"lineNo\":2,\"sku\":\"CD-2\",\"quantity\":\"%d\",\"unit\":\"EA\"}".formatted(second));
    }

    private static Sscc sscc(LegNumber leg) {
        return Sscc.of("0614141", Math.floorMod(leg.toString().hashCode(), 99_999_999));
    }

    private static String boxes(LegNumber leg, boolean tracked) {
        return ",\"packages\":[{\"sscc\":\"%s\",\"weightKg\":\"5.460\"%s,\"lines\":[%s]}]".formatted(sscc(leg),
                tracked ? ",\"carrier\":\"northway\",\"trackingNumber\":\"NW7-" + leg + "\"" : "",
                tracked ? lines(20, 5) : lines(24, 5));
    }

    private static String tracking(LegNumber leg) {
        return ",\"packages\":[{\"sscc\":\"%s\",\"carrier\":\"northway\",\"trackingNumber\":\"NW7-%s\"}]"
                .formatted(sscc(leg), leg);
    }

    private static String stock(Object... rows) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < rows.length; i += 3) {
            all.add("{\"sku\":\"%s\",\"onHand\":\"%s\",\"movement\":%s}".formatted(rows[i], rows[i + 1], rows[i + 2]));
        }
        return ",\"stock\":[" + String.join(",", all) + "]";
    }

    private static int factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }
}
