package io.crossdock.platform.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Money;
import io.crossdock.platform.landscape.Policies.Sourcing.Criterion;
import io.crossdock.platform.landscape.Policies.Sourcing.Rule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a landscape ranks places. */
class SourcingRankTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T09:30:00Z"), ZoneOffset.UTC);
    private static final Pattern SOURCING = Pattern.compile("(?s)  sourcing:\n.*?    prefer:");

    @TempDir
    private Path directory;

    private Landscape landscape(String lines) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(Files.createTempDirectory(directory, "landscape"));
        String text = Files.readString(example.folder().resolve("landscape.yaml"));
        example.write("landscape.yaml", SOURCING.matcher(text)
                .replaceFirst("  sourcing:\n" + lines.indent(4) + "    prefer:"));
        return example.landscapes(CLOCK).current();
    }

    @Test
    void aRuleIsTheShortFormOfARank() throws IOException {
        assertThat(landscape("rule: fewest_shipments").policies().sourcing().rank()).containsExactly(
                Criterion.LEAST_OPEN, Criterion.FEWEST_OPEN_LINES, Criterion.FEWEST_LEGS, Criterion.PREFERRED_ORDER);
        assertThat(landscape("rule: preferred_order").policies().sourcing().rank()).containsExactly(
                Criterion.LEAST_OPEN, Criterion.FEWEST_OPEN_LINES, Criterion.PREFERRED_ORDER);
        assertThat(landscape("").policies().sourcing().rule()).isEqualTo(Rule.FEWEST_SHIPMENTS);
    }

    @Test
    void aRankBeginsWithWhatIsOpenAndEndsWithPreferenceUnlessItSaysOtherwise() throws IOException {
        assertThat(landscape("rank: [nearest, ship_complete]").policies().sourcing().rank()).containsExactly(
                Criterion.LEAST_OPEN, Criterion.NEAREST, Criterion.SHIP_COMPLETE, Criterion.PREFERRED_ORDER);
        assertThat(landscape("rank: [preferred_order, cheapest_freight, least_open]").policies().sourcing().rank())
                .containsExactly(Criterion.PREFERRED_ORDER, Criterion.CHEAPEST_FREIGHT, Criterion.LEAST_OPEN);
    }

    @Test
    void aRankIsRefusedBesideARuleAndWithWordsItDoesNotKnow() {
        assertThatThrownBy(() -> landscape("rule: fewest_shipments\nrank: [nearest]"))
                .hasMessageContaining("there is a rule and a rank");
        assertThatThrownBy(() -> landscape("rank: [closest]")).hasMessageContaining("closest");
    }

    @Test
    void theFirstCaseThatFitsAnOrderGivesItsRank() throws IOException {
        Policies.Sourcing sourcing = landscape("""
                rank: [fewest_legs]
                cases:
                  - {name: heavy, when: {kilogramsFrom: "500"}, rank: [cheapest_freight]}
                  - {name: key-out-west, when: {accounts: [A-1], regions: [CA, NV], linesFrom: 2}, rank: [earliest_arrival]}
                """).policies().sourcing();
        AccountId account = new AccountId("A-1");

        assertThat(sourcing.rankOf(facts(account, "CA", 2, "500.0"))).isEqualTo(new Policies.Sourcing.Ranked("heavy",
                List.of(Criterion.LEAST_OPEN, Criterion.CHEAPEST_FREIGHT, Criterion.PREFERRED_ORDER)));
        assertThat(sourcing.rankOf(facts(account, "CA", 2, "499.9")).name()).isEqualTo("key-out-west");
        assertThat(sourcing.rankOf(facts(account, "CA", 1, "1")).name()).isEqualTo("ranked");
        assertThat(sourcing.rankOf(facts(account, "GA", 2, "1")).name()).isEqualTo("ranked");
        assertThat(sourcing.rankOf(facts(new AccountId("A-2"), "CA", 2, "1")).name()).isEqualTo("ranked");
    }

    private static Policies.Sourcing.Facts facts(AccountId account, String region, int lines, String kilograms) {
        return new Policies.Sourcing.Facts(account, Optional.empty(), region, lines, new BigDecimal(kilograms),
                Optional.empty(), Optional.empty(), false);
    }

    @Test
    void aCaseMayAskForTheChannelTheWorthAndTheHazardOfAnOrder() throws IOException {
        Policies.Sourcing sourcing = landscape("""
                cases:
                  - {name: dangerous, when: {hazardous: true}, rank: [fewest_legs]}
                  - {name: small-parcels, when: {channels: [marketplace, portal], valueBelow: "50"}, rank: [cheapest_freight]}
                  - {name: large, when: {valueFrom: "5000.00", hazardous: false}, rank: [ship_complete]}
                """).policies().sourcing();

        assertThat(name(sourcing, Channel.PORTAL, "49.99", true)).isEqualTo("dangerous");
        assertThat(name(sourcing, Channel.PORTAL, "49.99", false)).isEqualTo("small-parcels");
        assertThat(name(sourcing, Channel.PORTAL, "50", false)).isEqualTo("fewest_shipments");
        assertThat(name(sourcing, Channel.EDI, "49.99", false)).isEqualTo("fewest_shipments");
        assertThat(name(sourcing, Channel.EDI, "5000", false)).isEqualTo("large");
        assertThat(name(sourcing, Channel.EDI, "4999.99", false)).isEqualTo("fewest_shipments");
    }

    @Test
    void anOrderOfUnknownChannelOrOtherCurrencyFitsNoCaseThatAsksForThem() throws IOException {
        Policies.Sourcing sourcing = landscape("""
                cases:
                  - {name: by-portal, when: {channels: [portal]}, rank: [fewest_legs]}
                  - {name: worth, when: {valueFrom: "1"}, rank: [cheapest_freight]}
                  - {name: cheap, when: {valueBelow: "1000000"}, rank: [cheapest_freight]}
                """).policies().sourcing();

        assertThat(sourcing.rankOf(facts(new AccountId("A-1"), "GA", 1, "1")).name()).isEqualTo("fewest_shipments");
        assertThat(sourcing.rankOf(new Policies.Sourcing.Facts(new AccountId("A-1"), Optional.empty(), "GA", 1,
                BigDecimal.ONE, Optional.of(Channel.EDI), Optional.of(Money.of("100", "EUR")), false)).name())
                .isEqualTo("fewest_shipments");
    }

    private static String name(Policies.Sourcing sourcing, Channel channel, String value, boolean hazardous) {
        return sourcing.rankOf(new Policies.Sourcing.Facts(new AccountId("A-1"), Optional.empty(), "GA", 1, BigDecimal.ONE,
                Optional.of(channel), Optional.of(Money.of(value, "USD")), hazardous)).name();
    }

    @Test
    void aCaseThatFitsNobodyOrEverybodyIsRefused() {
        assertThatThrownBy(() -> landscape("cases: [{name: a, when: {classes: [nobody]}, rank: [nearest]}]"))
                .hasMessageContaining("there is no class 'nobody'");
        assertThatThrownBy(() -> landscape("cases: [{name: a, when: {}, rank: [nearest]}]")).hasMessageContaining("when");
        assertThatThrownBy(() -> landscape("""
                cases:
                  - {name: a, when: {linesFrom: 2}, rank: [nearest]}
                  - {name: a, when: {linesFrom: 3}, rank: [nearest]}
                """)).hasMessageContaining("two cases are named 'a'");
        assertThatThrownBy(() -> landscape("cases: [{name: a, when: {linesFrom: 0}, rank: [closest]}]"))
                .hasMessageContaining("closest").hasMessageContaining("linesFrom");
        assertThatThrownBy(() -> landscape("cases: [{name: a, when: {channels: [telex]}, rank: [nearest]}]"))
                .hasMessageContaining("telex");
        assertThatThrownBy(() -> landscape("cases: [{name: a, when: {hazardous: perhaps}, rank: [nearest]}]"))
                .hasMessageContaining("hazardous");
        assertThatThrownBy(() -> landscape("""
                cases:
                  - {name: a, when: {valueFrom: "100", valueBelow: "100"}, rank: [nearest]}
                """)).hasMessageContaining("no order is worth less than 100 and at least 100")
                .hasMessageContaining("above valueFrom").hasMessageContaining("landscape.yaml:");
        assertThatThrownBy(() -> landscape("cases: [{name: a, when: {valueBelow: 0}, rank: [nearest]}]"))
                .hasMessageContaining("no order is worth less than 0");
    }
}
