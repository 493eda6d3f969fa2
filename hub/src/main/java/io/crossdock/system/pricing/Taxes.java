package io.crossdock.system.pricing;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Known;
import io.crossdock.platform.replica.Replica;
import io.crossdock.platform.replica.Replicas;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Sales tax by region of destination and tax class, as each ERP reckons it. Answers come from memory. */
@Component
public class Taxes {

    static final String FEED = "pricing.tax-rates";

    private record Slot(String erp, String region, String taxClass) {
    }

    private static final String ANY = "";

    private final Landscapes landscapes;
    private final Replica<Map<Slot, BigDecimal>> replica;

    Taxes(Landscapes landscapes, Replicas replicas, PriceStore store) {
        this.landscapes = landscapes;
        this.replica = replicas.hold(Set.of(FEED), () -> {
            Map<Slot, BigDecimal> rates = new HashMap<>();
            store.taxRates().forEach(row -> rates.put(
                    new Slot(row.erp(), row.rate().region(), row.rate().taxClass()), row.rate().rate()));
            return rates;
        });
    }

    /** The share of the net amount, such as 0.04; empty when the ERP that books the account knows no rate for the pair. */
    public Optional<Known<BigDecimal>> rate(AccountId account, String region, String taxClass) {
        Replica.Held<Map<Slot, BigDecimal>> held = replica.held();
        String erp = erp(account);
        return Optional.ofNullable(held.snapshot().get(new Slot(erp, region, taxClass)))
                .or(() -> Optional.ofNullable(held.snapshot().get(new Slot(ANY, region, taxClass))))
                .map(rate -> new Known<>(rate, FEED + "#" + held.versions().getOrDefault(FEED, 0L), held.asOf(erp)));
    }

    /** The ERP that books the account still said so at this time; the epoch while it was never asked. */
    public Instant asOf(AccountId account) {
        return replica.held().asOf(erp(account));
    }

    private String erp(AccountId account) {
        return landscapes.current().erp(account).map(SystemSettings::id).orElse(ANY);
    }
}
