package io.crossdock.estate.warehouse;

import io.crossdock.estate.world.Site;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Goods on their way to a warehouse. */
record Receipt(String reference, String sku, Site location, BigDecimal quantity, String unit,
        LocalDate expectedOn) {}
