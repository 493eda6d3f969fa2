package io.crossdock.platform.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Sku;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be promised, as a landscape says it. */
class PromisingTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T09:30:00Z"), ZoneOffset.UTC);
    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");

    private static Landscapes landscapes(Path directory, String promising) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        Landscapes landscapes = example.landscapes(CLOCK);
        example.replace("landscape.yaml", "  fulfilment:\n", promising.indent(2) + "  fulfilment:\n");
        landscapes.refresh();
        return landscapes;
    }

    @Test
    void withoutRulesEverythingMayBePromised(@TempDir Path directory) {
        assertThat(ExampleLandscape.in(directory).landscapes(CLOCK).current().policies().promising())
                .isEqualTo(Promising.EVERYTHING);
    }

    @Test
    void everyRuleIsRead(@TempDir Path directory) throws IOException {
        Promising rules = landscapes(directory, """
                promising:
                  horizonDays: 60
                  receivingDays: 1
                  safetyStock:
                    - {quantity: 2}
                    - {sku: CD-1, location: ATL, quantity: "10"}
                  channels:
                    marketplace: {bufferPercent: 10, bufferQuantity: 5, horizonDays: 14}
                  windows:
                    - {sku: CD-2, channel: portal, from: "2026-11-21", until: "2026-12-24"}
                  priorities:
                    - {name: key, share: 100, accounts: [A-1001]}
                    - {name: standard, share: 80}
                """).current().policies().promising();
        Promising.Terms terms = rules.terms(new Sku("CD-1"), Channel.MARKETPLACE, Optional.empty(), TODAY);

        assertThat(terms.horizon()).isEqualTo(TODAY.plusDays(14));
        // 110 - 10 safety stock, 80 percent of it, 10 percent and 5 pieces kept back
        assertThat(terms.of(new LocationId("ATL"), new BigDecimal("110"))).isEqualByComparingTo("67");
        assertThat(terms.safety(new LocationId("DFW"))).isEqualByComparingTo("2");
        assertThat(rules.terms(new Sku("CD-1"), Channel.PORTAL, Optional.of(new AccountId("A-1001")), TODAY)
                .of(new LocationId("DFW"), new BigDecimal("12"))).isEqualByComparingTo("10");
        assertThat(rules.terms(new Sku("CD-2"), Channel.PORTAL, Optional.empty(), TODAY).sold()).isTrue();
        assertThat(rules.terms(new Sku("CD-2"), Channel.SALES, Optional.empty(), TODAY).sold()).isFalse();
    }

    @Test
    void whatMeansNothingIsRefusedWithItsPlace(@TempDir Path directory) throws IOException {
        Landscapes landscapes = landscapes(directory, """
                promising:
                  safetyStock:
                    - {location: MARS, quantity: 2}
                  windows:
                    - {sku: CD-2, from: "2026-02-30"}
                  priorities:
                    - {name: one, share: 50}
                    - {name: two, share: 50}
                """);

        assertThat(landscapes.lastRefusal().orElseThrow().mistakes()).asList().extracting(Object::toString)
                .anySatisfy(mistake -> assertThat(mistake).contains("no system works for location 'MARS'"))
                .anySatisfy(mistake -> assertThat(mistake).contains("there is no day '2026-02-30'"))
                .anySatisfy(mistake -> assertThat(mistake).contains("two classes of accounts have no accounts"));
    }
}
