package io.crossdock.experience.edi.x12;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A good interchange to be bent: two orders in one group, in any delimiters. */
final class Sample {

    static final List<String> ORDER = List.of(
            "BEG*00*SA*PO-77**20260901", "CUR*BY*USD", "DTM*002*20260910",
            "N1*ST*SOUTH YARD*92*0017", "N3*1 DOCK ROAD", "N4*MACON*GA*31201*US",
            "PO1*1*12*EA*4.5**BP*B-1*VP*CD-10001", "PID*F****HEX BOLT",
            "PO1*2*3*CA*.25**BP*B-2", "CTT*2*15");

    private Sample() {}

    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("ISA*00*          *00*          *ZZ*BUYER          *ZZ*CROSSDOCK      "
                + "*260901*0815*U*00401*000000042*0*P*>");
        lines.add("GS*PO*BUYER*CROSSDOCK*20260901*0815*7*X*004010");
        lines.addAll(set("0001"));
        lines.addAll(set("0002"));
        lines.add("GE*2*7");
        lines.add("IEA*1*000000042");
        return lines;
    }

    static List<String> set(String control) {
        List<String> lines = new ArrayList<>(ORDER);
        lines.addFirst("ST*850*" + control);
        lines.add("SE*" + (lines.size() + 1) + "*" + control);
        return lines;
    }

    static String text(List<String> lines) {
        return lines.stream().map(line -> line + "~").collect(Collectors.joining());
    }

    static String text() {
        return text(lines());
    }

    /** The first line that starts with {@code start} is replaced. */
    static List<String> with(String start, String replacement) {
        List<String> lines = new ArrayList<>(lines());
        for (int index = 0; index < lines.size(); index++) {
            if (lines.get(index).startsWith(start)) {
                lines.set(index, replacement);
                return lines;
            }
        }
        throw new IllegalArgumentException(start);
    }

    static List<String> without(String start) {
        List<String> lines = new ArrayList<>(lines());
        lines.remove(lines.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow());
        return lines;
    }

    static Reading read(String text) {
        return new X12Reader(Limits.usual()).read(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Interchange one(String text) {
        Reading reading = read(text);
        if (reading.interchanges().size() != 1) {
            throw new AssertionError(reading.toString());
        }
        return reading.interchanges().getFirst();
    }

    static List<Understood> check(Interchange interchange) {
        SetChecker checker = new SetChecker(Dictionary.standard(), Limits.usual());
        return interchange.groups().stream().flatMap(group -> group.sets().stream()
                .map(set -> checker.check(set, group, interchange.delimiters()))).toList();
    }

    static String functional(String text) {
        Interchange interchange = one(text);
        return lines(Acknowledger.functional(interchange.groups().getFirst(), check(interchange)).set().body());
    }

    static String ta1(String text) {
        return lines(List.of(Acknowledger.interchange(one(text), List.of())));
    }

    static String lines(List<Draft> drafts) {
        return drafts.stream().map(draft -> draft.id() + "*" + draft.elements().stream()
                .map(components -> String.join(":", components)).collect(Collectors.joining("*")))
                .map(line -> line.replaceAll("\\*+$", "")).collect(Collectors.joining("\n"));
    }
}
