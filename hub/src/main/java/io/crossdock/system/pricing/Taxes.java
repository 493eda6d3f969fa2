package io.crossdock.system.pricing;

import io.crossdock.platform.replica.Known;
import io.crossdock.platform.replica.Replica;
import io.crossdock.platform.replica.Replicas;
import io.crossdock.system.connectors.PriceSource.TaxRate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Sales tax by region of destination and tax class. Answers come from memory. */
@Component
public class Taxes {

    static final String FEED = "pricing.tax-rates";

    private record Slot(String region, String taxClass) {
    }

    private final Replica<Map<Slot, BigDecimal>> replica;

    Taxes(Replicas replicas, PriceStore store) {
        this.replica = replicas.hold(Set.of(FEED), () -> {
            Map<Slot, BigDecimal> rates = new HashMap<>();
            for (TaxRate rate : store.taxRates()) {
                rates.put(new Slot(rate.region(), rate.taxClass()), rate.rate());
            }
            return rates;
        });
    }

    /** The share of the net amount, such as 0.04; empty when the ERP knows no rate for the pair. */
    public Optional<Known<BigDecimal>> rate(String region, String taxClass) {
        Replica.Held<Map<Slot, BigDecimal>> held = replica.held();
        return Optional.ofNullable(held.snapshot().get(new Slot(region, taxClass)))
                .map(rate -> new Known<>(rate,
                FEED + "#" + held.versions().getOrDefault(FEED, 0L), held.asOf()));
    }

    /** The ERP still said so at this time; the epoch while it was never asked. */
    public Instant asOf() {
        return replica.held().asOf();
    }
}
