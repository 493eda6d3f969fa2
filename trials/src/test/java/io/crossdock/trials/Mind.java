package io.crossdock.trials;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One order, the point of its life at which its buyer wants it otherwise, what is wanted then, and how it is said. */
record Mind(Point at, Wish wish, Way way) {

    static final int FIRST = 10;
    static final int SECOND = 6;
    private static final int LESS = 4;
    private static final int MORE = 3;
    private static final int BESIDES = 5;
    private static final String OTHER_ITEM = "CD-10005";

    /** @param stands how hub, ERP and places see an order there: its state, whether it is booked, its legs, its invoices */
    enum Point {
        WAITING("accepted posted waiting 0"),
        ACCEPTED("accepted pending planned 0"),
        IN_DOUBT("accepted in_doubt planned 0"),
        POSTED("accepted posted requested 0"),
        RELEASED("accepted posted released 0"),
        PICKING("accepted posted picking 0"),
        SHORT_PICKED("accepted posted picked,waiting 0"),
        PICKED("accepted posted picked 0"),
        PACKED("accepted posted packed 0"),
        PARTLY_SHIPPED("accepted posted shipped,released 0"),
        SHIPPED("accepted posted shipped 0"),
        INVOICED("accepted posted shipped,released 1"),
        CLOSED("closed posted shipped 1"),
        ACKNOWLEDGED("accepted posted released 0");

        private final String stands;

        Point(String stands) {
            this.stands = stands;
        }

        String stands() {
            return stands;
        }

        /** Its first line has left, from another warehouse than its second will. */
        boolean inTwo() {
            return this == PARTLY_SHIPPED || this == INVOICED;
        }
    }

    enum Wish {
        CANCEL, LESS, MORE, BESIDES
    }

    enum Way {
        PORTAL, EDI
    }

    static Stream<Mind> at(Point... points) {
        return Arrays.stream(points).flatMap(point -> Arrays.stream(Wish.values()).flatMap(wish ->
                Arrays.stream(Way.values()).map(way -> new Mind(point, wish, way))));
    }

    /** At most 22 characters, as X12 has it. */
    String reference() {
        return "CM-" + at + "-" + wish.name().charAt(0) + "-" + way.name().charAt(0);
    }

    /** As the portal takes it. */
    String order(Map<Point, List<String>> items) {
        List<String> skus = items.getOrDefault(at, List.of());
        return """
                {"account": "A-1001", "buyerReference": "%s", "lines": [{"sku": "%s", "quantity": "%d", "unit": "EA"},
                 {"sku": "%s", "quantity": "%d", "unit": "EA"}]}
                """.formatted(reference(), skus.getFirst(), FIRST, skus.getLast(), SECOND);
    }

    /** As X12 850. */
    String order850(int set, Map<Point, List<String>> items) {
        List<String> skus = items.getOrDefault(at, List.of());
        return """
                ST*850*%1$04d~
                BEG*00*NE*%2$s**20261121~
                N1*ST*YARD*92*A-1007-1~
                PO1*1*%3$d*EA***VP*%4$s~
                PO1*2*%5$d*EA***VP*%6$s~
                CTT*2~
                SE*7*%1$04d~
                """.formatted(set, reference(), FIRST, skus.getFirst(), SECOND, skus.getLast());
    }

    private int reduced() {
        return at.inTwo() ? 2 : 1;
    }

    /** As the portal takes it. */
    String change() {
        return switch (wish) {
            case CANCEL -> "{\"cancel\": true}";
            case LESS -> line(reduced(), LESS);
            case MORE -> line(1, FIRST + MORE);
            case BESIDES -> "{\"add\": [{\"sku\": \"%s\", \"quantity\": \"%d\", \"unit\": \"EA\"}]}".formatted(OTHER_ITEM,
                    BESIDES);
        };
    }

    private static String line(int line, int quantity) {
        return "{\"lines\": [{\"line\": %d, \"quantity\": \"%d\", \"unit\": \"EA\"}]}".formatted(line, quantity);
    }

    /** As X12 860. */
    String change860(int set) {
        List<String> lines = switch (wish) {
            case CANCEL -> List.of();
            case LESS -> List.of("POC*%d*QD*%d**EA~\n".formatted(reduced(), LESS));
            case MORE -> List.of("POC*1*QI*%d*%d*EA~\n".formatted(FIRST + MORE, MORE));
            case BESIDES -> List.of("POC*3*AI*%d**EA***VP*%s~\n".formatted(BESIDES, OTHER_ITEM));
        };
        return """
                ST*860*%1$04d~
                BCH*%2$s*SA*%3$s**1*20261121~
                %4$sCTT*%5$d~
                SE*%6$d*%1$04d~
                """.formatted(set, wish == Wish.CANCEL ? "01" : "04", reference(), String.join("", lines), lines.size(),
                        4 + lines.size());
    }

    /** The code of the refusal, where it is too late for the wish. */
    Optional<String> refusal() {
        return switch (at) {
            case CLOSED -> Optional.of("order-ended");
            case SHIPPED -> switch (wish) {
                case CANCEL -> Optional.of("nothing-changes");
                case LESS -> Optional.of("shipped-already");
                case MORE, BESIDES -> Optional.empty();
            };
            case WAITING, ACCEPTED, IN_DOUBT, POSTED, RELEASED, PICKING, SHORT_PICKED, PICKED, PACKED, PARTLY_SHIPPED, INVOICED,
                    ACKNOWLEDGED -> Optional.empty();
        };
    }

    /** What is to be in the end: by line, so much was ordered, cancelled and shipped. */
    Map<String, String> end() {
        Map<String, String> end = new TreeMap<>();
        boolean taken = refusal().isEmpty();
        boolean cancelled = taken && wish == Wish.CANCEL;
        int first = cancelled && !at.inTwo() ? 0 : taken && wish == Wish.LESS && reduced() == 1 ? LESS : FIRST;
        int second = cancelled ? 0 : taken && wish == Wish.LESS && reduced() == 2 ? LESS : SECOND;
        end.put(reference() + "/1", told(FIRST, first));
        end.put(reference() + "/2", told(SECOND, second));
        if (taken && wish == Wish.MORE) {
            end.put(reference() + "/1001", told(MORE, MORE));
        }
        if (taken && wish == Wish.BESIDES) {
            end.put(reference() + "/1001", told(BESIDES, BESIDES));
        }
        return end;
    }

    private static String told(int ordered, int shipped) {
        return told(String.valueOf(ordered), String.valueOf(ordered - shipped), String.valueOf(shipped));
    }

    static String told(String ordered, String cancelled, String shipped) {
        return ordered + " ordered, " + cancelled + " cancelled, " + shipped + " shipped";
    }
}
