package io.crossdock.estate.warehouse;

import java.math.BigDecimal;
import java.util.List;

/** A package with its label. */
public record Carton(String sscc, BigDecimal weightKg, String carrier, String trackingNumber,
        List<Content> lines) {

    /** So many base units of a line in a package. */
    public record Content(int lineNo, String sku, BigDecimal quantity, String unit) {}
}
