package io.crossdock.canonical;

import java.time.Instant;
import java.util.List;

/**
 * What left one place for one leg.
 *
 * @param id the shipping system's own id
 * @param origin the warehouse, or the supplier that shipped for us
 * @param carrier the landscape's id of the carrier
 */
public record Shipment(String id, LegNumber leg, LocationId origin, String carrier, String service,
        Instant shippedAt, List<ShippedPackage> packages) {

    public Shipment {
        Text.required(id, 80, "shipment id");
        Text.required(carrier, 80, "carrier");
        Text.bounded(service, 80, "service");
        packages = List.copyOf(packages);
        Text.refuse(packages.isEmpty(), "a shipment has at least one package");
        Text.refuse(packages.stream().map(ShippedPackage::sscc).distinct().count() != packages.size(),
                "two packages have the same SSCC");
    }
}
