package io.crossdock.estate.world;

import java.math.BigDecimal;

/** A unit other than the base unit, and how many base units it holds. */
public record Pack(String unit, BigDecimal quantity, String gtin) {}
