package io.crossdock.estate.edi;

import io.crossdock.estate.world.Address;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes an X12 004010 850 as the buyer BUILDWELL does. */
public final class PurchaseOrder850 {

    /** A line: so many units of what the buyer calls so, at a price per unit. */
    public record Line(String buyerItem, BigDecimal quantity, String unit, BigDecimal unitPrice,
            String description) {}

    /** What is ordered. */
    public record Content(String poNumber, LocalDate requested, Address shipTo, List<Line> lines) {}

    private static final String SENDER = "BUILDWELL";
    private static final String RECEIVER = "CROSSDOCK";
    /** X12 data element 355 where it differs from UN/CEFACT Recommendation 20. */
    private static final Map<String, String> X12_UNITS = Map.of("FOT", "FT", "RO", "RL", "PF", "PL");

    private PurchaseOrder850() {}

    /** @param controlNumber ISA13, at most 9 digits */
    public static String write(Content order, long controlNumber, LocalDateTime now) {
        String number = "%09d".formatted(controlNumber);
        String group = String.valueOf(controlNumber);
        String day = now.format(DateTimeFormatter.ofPattern("yyyyMMdd"));
        String minute = now.format(DateTimeFormatter.ofPattern("HHmm"));
        List<String> set = transactionSet(order, day);
        List<String> all = new ArrayList<>();
        all.add("ISA*00*          *00*          *ZZ*%-15s*ZZ*%-15s*%s*%s*U*00401*%s*0*P*>".formatted(SENDER,
                RECEIVER, day.substring(2), minute, number));
        all.add("GS*PO*" + SENDER + "*" + RECEIVER + "*" + day + "*" + minute + "*" + group + "*X*004010");
        all.add("ST*850*0001");
        all.addAll(set);
        all.add("SE*" + (set.size() + 2) + "*0001");
        all.add("GE*1*" + group);
        all.add("IEA*1*" + number);
        return String.join("~\n", all) + "~\n";
    }

    private static List<String> transactionSet(Content order, String day) {
        Address to = order.shipTo();
        List<String> set = new ArrayList<>();
        set.add("BEG*00*NE*" + order.poNumber() + "**" + day);
        set.add("DTM*002*" + order.requested().format(DateTimeFormatter.BASIC_ISO_DATE));
        set.add("N1*BY*BUILDWELL*ZZ*" + SENDER);
        set.add("N1*ST*" + clean(to.name()) + "*92*" + to.id());
        set.add("N3*" + clean(to.street()));
        set.add("N4*" + clean(to.city()) + "*" + to.region() + "*" + to.postalCode() + "*" + to.country());
        for (int i = 0; i < order.lines().size(); i++) {
            Line line = order.lines().get(i);
            set.add("PO1*" + (i + 1) + "*" + line.quantity().toPlainString() + "*"
                    + X12_UNITS.getOrDefault(line.unit(), line.unit()) + "*"
                    + line.unitPrice().stripTrailingZeros().toPlainString() + "*PE*BP*" + line.buyerItem());
            set.add("PID*F****" + clean(line.description()));
        }
        set.add("CTT*" + order.lines().size());
        return set;
    }

    /** Without the delimiters, in the basic character set. */
    private static String clean(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[*~>]", " ");
    }
}
