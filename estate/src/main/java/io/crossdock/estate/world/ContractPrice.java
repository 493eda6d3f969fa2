package io.crossdock.estate.world;

import java.math.BigDecimal;
import java.time.LocalDate;

/** One agreed price from a quantity of base units on; contract {@code LIST} is for everyone. */
public record ContractPrice(String contract, String sku, String unit, BigDecimal minQuantity,
        BigDecimal unitPrice, String currency, LocalDate validFrom, LocalDate validTo) {

    /** The contract that everyone has. */
    public static final String LIST = "LIST";

    public String cursor() {
        return contract + "|" + sku + "|" + minQuantity + "|" + validFrom;
    }

    public boolean validOn(LocalDate day) {
        return !day.isBefore(validFrom) && !day.isAfter(validTo);
    }
}
