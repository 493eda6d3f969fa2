package io.crossdock.estate.world;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Sales tax by region and tax class. Modelled on state base rates; not tax advice. */
public final class TaxRates {

    /** One row of the table. */
    public record Row(String region, String taxClass, BigDecimal rate) {}

    /** The tax classes, in the order of the table. */
    public static final List<String> CLASSES = List.of("standard", "reduced", "exempt");

    private static final String STANDARD = """
            AL .04 AK 0 AZ .056 AR .065 CA .0725 CO .029 CT .0635 DC .06 DE 0
            FL .06 GA .04 HI .04 IA .06 ID .06 IL .0625 IN .07 KS .065 KY .06
            LA .05 MA .0625 MD .06 ME .055 MI .06 MN .06875 MO .04225 MS .07 MT 0
            NC .0475 ND .05 NE .055 NH 0 NJ .06625 NM .04875 NV .0685 NY .04 OH .0575
            OK .045 OR 0 PA .06 RI .07 SC .06 SD .042 TN .07 TX .0625 UT .0485
            VA .043 VT .06 WA .065 WI .05 WV .06 WY .04
            """;
    private static final int SCALE = 5;

    private final TreeMap<String, BigDecimal> standard = new TreeMap<>();

    public TaxRates() {
        String[] words = STANDARD.strip().split("\\s+");
        for (int i = 0; i < words.length; i += 2) {
            standard.put(words[i], new BigDecimal(words[i + 1]).setScale(SCALE, RoundingMode.UNNECESSARY));
        }
    }

    public Optional<BigDecimal> rate(String region, String taxClass) {
        return Optional.ofNullable(standard.get(region)).map(rate -> switch (taxClass) {
            case "standard" -> rate;
            case "reduced" -> rate.divide(BigDecimal.TWO, SCALE, RoundingMode.HALF_UP);
            case "exempt" -> BigDecimal.ZERO.setScale(SCALE);
            default -> throw new IllegalArgumentException("tax class " + taxClass);
        });
    }

    public boolean knows(String region) {
        return standard.containsKey(region);
    }

    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String region : standard.keySet()) {
            for (String taxClass : CLASSES) {
                rate(region, taxClass).ifPresent(rate -> rows.add(new Row(region, taxClass, rate)));
            }
        }
        return rows;
    }
}
